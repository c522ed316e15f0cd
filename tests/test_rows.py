"""Lists of small records: nothing typed gets lost, whoever sends it, with or without a script."""

import re
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from cptraining.database import db
from cptraining.learning.models import Answer
from cptraining.web import filters
from cptraining.web.forms import AnswerForm
from cptraining.web.rows import Choice, Day, Long, Rows, Text, Tick
from cptraining.web.typed import lines, one_line
from tests.databases import close, make_app
from tests.markup import Reader
from tests.pages import Form

MOST = 6


class Plan(AnswerForm):
    """One column of every sort."""

    items = Rows(
        "Plan",
        noun="Promise",
        most=MOST,
        columns=[
            Text("name", "What", most=20),
            Choice("who", "Who", {"you": "You", "me": "I & <we>"}, needed="Say who."),
            Choice("size", "Size", {"big": "big", "small": "small"}, default="small"),
            Tick("agreed", "Agreed"),
            Day("when", "By when"),
            Long("notes", "Notes", most=100),
        ],
    )


@pytest.fixture(scope="module", autouse=True)
def place(tmp_path_factory):
    app = make_app(tmp_path_factory.mktemp("rows"))
    app.config["WTF_CSRF_ENABLED"] = False
    with app.test_request_context():
        yield app
    close(app)


def post(app, fields):
    """The form that somebody sent."""
    with app.test_request_context(method="POST", data=MultiDict(fields)):
        form = Plan()
        form.submitted()
        return form


def sent(html):
    """What a browser would send of a page's rows."""
    form = Form(
        SimpleNamespace(path="/"), Reader(f"<form action=/x>{html}</form>").root.one("form")
    )
    return [(name, value) for name, values in form.values.items() for value in values]


RECORDS = st.lists(
    st.fixed_dictionaries(
        {
            "id": st.from_regex(r"[a-z0-9]{1,12}", fullmatch=True),
            "name": st.text(max_size=20).map(one_line).filter(bool),
            "who": st.sampled_from(["you", "me"]),
            "size": st.sampled_from(["big", "small"]),
            "agreed": st.booleans(),
            "when": st.dates().map(str) | st.just(""),
            "notes": st.text(max_size=100).map(lines),
        }
    ),
    max_size=MOST,
    unique_by=lambda record: record["id"],
)


@given(records=RECORDS)
def test_stored_records_survive_the_page(place, records):
    form = post(place, sent(Plan(data={"items": records})["items"]()))
    assert form.errors == {}
    assert form["items"].data == records


JUNK = st.text(max_size=30) | st.sampled_from(
    ["you", "\0", "2026-02-30", "x" * 200, "</textarea>"]
)
KEYS = st.from_regex(r"items-[0-9]{1,2}-(id|name|who|size|agreed|when|notes|new)", fullmatch=True)


@given(fields=st.lists(st.tuples(KEYS | st.text(max_size=12), JUNK), max_size=60))
@settings(max_examples=60)
def test_whatever_is_posted_is_shown_again_as_it_was_typed(place, fields):
    form = post(place, fields)
    again = post(place, sent(form["items"]()))
    assert written(again) == written(form)
    assert form.errors or again["items"].data == form["items"].data


def written(form):
    """What is in the cells that one types into."""
    rows = [[one_line(row.texts[at]) for at in (0, 4, 5)] for row in form["items"].rows]
    return rows, [cell for cell in form["items"].wrong if not cell.endswith(("who", "size"))]


@given(stored=st.recursive(
    st.none() | st.text(max_size=5) | st.integers() | st.booleans(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(
        st.sampled_from(["id", "name", "who", "agreed", "when"]), inner, max_size=4
    ),
))  # fmt: skip
@settings(max_examples=60)
def test_whatever_an_older_version_stored_can_be_opened(place, stored):
    assert "</ol>" in Plan(data={"items": stored})["items"]()


def test_records_without_ids_get_lasting_ones(place):
    records = [{"name": "aunt", "who": "you"}, {"name": "uncle", "who": "me", "id": "k1"}]
    page = sent(Plan(data={"items": records})["items"]())
    first, second = post(place, page)["items"].data
    assert re.fullmatch("[0-9a-f]{8}", first["id"])
    assert second["id"] == "k1"
    assert post(place, page)["items"].data == [first, second]


def test_each_mistake_stands_at_its_cell(place):
    form = post(
        place,
        {
            "items-3-name": "x" * 21,
            "items-3-who": "nobody",
            "items-7-name": "aunt",
            "items-7-when": "30/2/2026",
            "items-9-who": "nobody",
        },
    )
    assert list(filters.mistakes(form)) == [
        ("items-0-name", "Write at most 20 characters; these are 21."),
        ("items-0-who", "Choose one from the list."),
        ("items-1-who", "Say who."),
        ("items-1-when", "Write a day like 5/3/2026."),
    ]
    page = Reader(form["items"]()).root
    assert page.one("input", name="items-1-when")["value"] == "30/2/2026"
    assert page.one("input", name="items-1-when")["aria-describedby"] == "items-1-when-error"


def test_a_day_is_understood_as_people_write_it(place):
    form = post(place, {"items-0-name": "a", "items-0-who": "me", "items-0-when": " 5/3/2026"})
    assert form["items"].data[0]["when"] == "2026-03-05"


def test_ten_thousand_rows_are_refused_in_a_page_of_a_reasonable_size(place):
    fields = {f"items-{n}-{name}": "me" for n in range(10_000) for name in ("name", "who")}
    form = post(place, fields)
    assert list(filters.mistakes(form)) == [("items", "There is room for 6. Remove some.")]
    assert form["items"]().count("<li") == 2 * MOST + 1
    few = {key: value for key, value in fields.items() if int(key.split("-")[1]) < MOST}
    assert post(place, {**{f"items-x{n}-name": "a" for n in range(9)}, **few}).errors == {}


NAMES = ["aunt", "bench", "choir"]


@pytest.fixture
def map_page(client, world):
    """The map of somebody with three things on it."""
    from cptraining.learning import actions  # noqa: PLC0415 -- it imports the application

    person = world.learner(world.agency())
    cycle = world.assign(person, world.course().course_id)
    with world.at_work() as now:
        actions.open_cycle(cycle, person.id, now)
        actions.read_note(cycle, person.id, now)
    fields = {"middle": "own"}
    for place, name in enumerate(NAMES):
        cells = {"name": name, "kind": "person", "circle": "close"}
        fields |= {f"items-{place}-{cell}": value for cell, value in cells.items()}
    page = client.sign_in(person).get(f"/learning/{cycle}/T1.network")
    return page.press("Save and show more rows", fields)


@pytest.mark.parametrize(
    ("button", "after", "goes_on_at"),
    [
        ("Move up Person, place or activity 2", ["bench", "aunt", "choir"], "items-0"),
        ("Move down Person, place or activity 2", ["aunt", "choir", "bench"], "items-2"),
        ("Move up Person, place or activity 1", NAMES, "items-0"),
        ("Remove Person, place or activity 1", ["bench", "choir"], "items-0"),
        ("Remove Person, place or activity 3", ["aunt", "bench"], "items-2"),
        ("Remove Person, place or activity 5", NAMES, "items-3"),
        ("Save and show more rows", NAMES, "items-3"),
    ],
)
def test_buttons_work_without_a_script_and_lead_back_to_the_row(
    app, map_page, button, after, goes_on_at
):
    page = map_page.press(button)
    assert page.path.partition("#")[2] == goes_on_at
    assert page.tree.one("li", id=goes_on_at)
    with app.app_context():
        items = db.session.query(Answer).one().value["items"]
    assert [item["name"] for item in items] == after


FAULTY = {"items-0-name": "x" * 41, "items-4-name": "dog", "items-4-circle": "outer"}
BARE = {"items-5-circle": "close", "items-6-paid": True}


def test_saving_a_mistake_keeps_what_was_typed_and_says_what_is_wrong(map_page):
    page = map_page.press("Save and show more rows", FAULTY)
    page = page.press("My map is ready: go on", status=422)
    links = [link["href"] for link in page.tree.all("a") if link["href"].startswith("#items")]
    assert links == ["#items-0-name", "#items-3-kind"]
    values = page.form().values
    assert values["items-0-name"] == ["x" * 41]
    assert values["items-3-circle"] == ["outer"]


@pytest.mark.parametrize(
    ("button", "after", "goes_on_at"),
    [
        ("Move up Person, place or activity 3", ["x" * 41, "choir", "bench", "dog"], 1),
        ("Move down Person, place or activity 1", ["bench", "x" * 41, "choir", "dog"], 1),
        ("Remove Person, place or activity 2", ["x" * 41, "choir", "dog"], 1),
        ("Remove Person, place or activity 1", ["bench", "choir", "dog"], 0),
        ("Save and show more rows", ["x" * 41, "bench", "choir", "dog"], 6),
    ],
)
def test_a_button_does_its_work_while_another_row_is_faulty(
    app, map_page, button, after, goes_on_at
):
    page = map_page.press(button, FAULTY | BARE)
    assert page.tree.all("span", class_="nhsuk-error-message") == []
    values = page.form().values
    rows = [name for name in values if re.fullmatch("items-[0-9]+-name", name)]
    assert [values[name] for name in rows if values[name] != [""]] == [[one] for one in after]
    dog = after.index("dog")
    assert values[f"items-{dog}-circle"] == ["outer"]
    assert values[f"items-{dog + 1}-circle"] == ["close"]
    assert values[f"items-{dog + 2}-paid"] == ["y"]
    assert page.tree.one("li", id=f"items-{goes_on_at}").has("autofocus")
    assert "Not saved yet" in page.text
    with app.app_context():
        items = db.session.query(Answer).one().value["items"]
    assert [item["name"] for item in items] == NAMES


def test_a_forged_button_does_nothing(map_page):
    form = map_page.form()
    form.values["csrf_token"] = ["forged"]
    remove = next(b for b in map_page.tree.all("button") if "Remove" in b.text)
    page = form.fill(FAULTY).send(remove, 422)
    assert page.form().values["items-0-name"] == ["x" * 41]
