"""The network map: where things stand, what is told of it, and that old maps open still."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from cptraining import steps
from cptraining.steps.network_map import drawing, naming
from cptraining.steps.network_map.content import NetworkMap
from cptraining.steps.network_map.items import (
    CIRCLES,
    KINDS,
    Item,
    Names,
    items_of,
    names_of,
    ties,
)
from cptraining.steps.network_map.reading import changes, introductions
from tests.databases import close, make_app

NAMES = st.text(min_size=1, max_size=40).map(lambda text: " ".join(text.split())).filter(bool)


def an_item(id_, name, circle="close", **more):
    return Item(**({"id": id_, "name": name, "kind": "person", "circle": circle} | more))


@st.composite
def maps(draw, most=20):
    names = draw(st.lists(NAMES, max_size=most))
    return [
        an_item(
            f"k{place}",
            name,
            draw(st.sampled_from(CIRCLES)),
            kind=draw(st.sampled_from(KINDS)),
            angle=draw(st.none() | st.integers(0, 359)),
        )
        for place, name in enumerate(names)
    ]


@given(items=maps())
@settings(max_examples=80, deadline=None)
def test_up_to_twenty_marks_stand_on_their_circles_and_nothing_hides_anything(items):
    spots = naming.drawn(items)
    assert [spot.item.id for spot in spots] == [item.id for item in items]
    inner = dict(zip(CIRCLES, (drawing.CENTRE, *drawing.EDGES.values()), strict=False))
    for spot in spots:
        away = (spot.x**2 + spot.y**2) ** 0.5
        assert inner[spot.item.circle] + drawing.MARK < away
        assert away + drawing.MARK < drawing.EDGES[spot.item.circle]
    marks = [naming.Box(spot.x, spot.y, 0, 0) for spot in spots]
    labels = [naming.label_box(spot) for spot in spots if spot.lines]
    for place, label in enumerate(labels):
        assert not any(label.hits(other) for other in labels[place + 1 :])
        assert not any(label.hits(mark) for mark in marks)
    for place, one in enumerate(spots):
        assert all(
            (one.x - two.x) ** 2 + (one.y - two.y) ** 2 >= (2 * drawing.MARK) ** 2
            for two in spots[place + 1 :]
        )


def test_ten_new_things_all_have_room_for_their_names():
    items = [an_item(f"k{n}", f"neighbour {n}", CIRCLES[n % 3]) for n in range(10)]
    assert all(spot.lines for spot in naming.drawn(items))


def test_ties_keep_off_the_names_and_bend_the_less_the_better():
    items = [
        an_item("a", "aunt", "outer", angle=200, knows=("c",)),
        an_item("b", "bench by the canal", "middle", angle=180),
        an_item("c", "choir", "outer", angle=160),
    ]
    spots = naming.drawn(items)
    (tie,) = naming.tied(ties(items), spots)
    names = [naming.label_box(spot) for spot in spots]
    assert not any(name.is_crossed(piece) for piece in tie.pieces() for name in names)
    (alone,) = naming.tied(ties(items[::2]), naming.drawn(items[::2]))
    assert abs(alone.bend) == min(map(abs, naming.BENDS))


@given(items=maps(most=12))
@settings(max_examples=30, deadline=None)
def test_what_is_added_moves_nothing_that_stands(items):
    placed = drawing.with_angles(items)
    more = drawing.with_angles([*placed, an_item("new", "new")])
    assert more[:-1] == placed
    assert drawing.with_angles(more) == more


@given(names=st.lists(NAMES.filter(lambda name: "," not in name), max_size=6))
def test_whom_somebody_knows_can_be_written_and_read_again(names):
    items = [an_item(f"k{place}", name) for place, name in enumerate(names)]
    is_plain = not any(name.isdecimal() for name in names)
    for item in items:
        if is_plain:
            known = names_of(items)
            assert known.ids_in(known.text_of([item.id])) == ([item.id], [])


def test_numbers_names_with_commas_and_strangers():
    names = Names([("a", "Aunt"), ("b", "GP, surgery")])
    assert names.ids_in("gp, surgery, 1, 1, ,the dog") == (["b", "a"], ["the dog"])


def test_those_meet_who_both_know_a_third_and_are_not_tied_yet():
    items = [
        an_item("a", "aunt", knows=("c", "s")),
        an_item("b", "baker", knows=("c",)),
        an_item("c", "choir", kind="activity"),
        an_item("s", "shop", kind="place", knows=("c",)),
    ]
    said = [(by.name, one.name, other.name) for by, one, other in introductions(items)]
    assert said == [("choir", "aunt", "baker"), ("choir", "baker", "shop")]


def test_changes_are_named_and_drawn_whatever_ids_a_later_map_has():
    before = [an_item("a", "aunt"), an_item("b", "bus", knows=("a",)), an_item("c", "clinic")]
    after = [an_item("a", "aunt", "middle"), an_item("z", "Bus"), an_item("n", "choir")]
    found = changes(before, after)
    assert found == (["choir"], ["clinic"], [], ["aunt"], [], ["Bus + aunt"])
    answer = {"items": [i._asdict() for i in after], "before": [i._asdict() for i in before]}
    marks = NetworkMap().view(answer).drawn.marks
    assert [name in marks for name in ("is-new", "is-gone", "clinic")] == [True, True, True]
    assert (marks.count("is-new"), marks.count("is-gone")) == (1, 1)


OLD = {"items": [{"name": "aunt", "kind": "person", "circle": "close"}, {"name": "bus"}, 7]}


@pytest.mark.parametrize("answer", [None, {}, {"items": None}, {"items": "x"}, OLD, [1], "x"])
def test_older_and_odd_answers_open_and_are_told(answer):
    content = NetworkMap()
    assert len(naming.drawn(items_of(answer))) == (1 if answer is OLD else 0)
    assert content.view(answer).talk
    assert bool(content.told(answer)) == (answer is OLD)
    assert content.missing(answer)
    assert content.begun_from(answer) is None or answer is OLD


MUM = {"name": "Mum", "kind": "person", "circle": "close", "effect": "gives", "gets": True}
SHOP = {"name": "shop", "kind": "place", "circle": "middle", "knows": ["mum"]}
SAM = {"id": "sam", "name": "Sam", "card": "Sam is 41."}
ASKED = [{"id": "why", "prompt": "Why?"}, {"id": "who", "prompt": "Who?"}]


def given_map(**more):
    given = {"middle": "sam", "items": [MUM, SHOP], "before": [SHOP | {"knows": ["shop"]}]}
    return NetworkMap(people=[SAM], given=given | more, questions=ASKED, afterwards="Ask Sam.")


def test_a_map_to_look_at_asks_and_then_says_how_it_may_be_read():
    content = given_map(fixed=True)
    view = content.view({"said": {"why": "Because."}})
    assert view.name == "Sam"
    assert list(zip([item.name for item in view.items], view.known, strict=True)) == [
        ("Mum", ""),
        ("shop", "Mum"),
    ]
    assert [str(words) for words in view.changed] == [
        "Gained: Mum.",
        "They know each other now: shop + Mum.",
    ]
    assert [str(words) for words in content.missing(None)] == ["Answer 2 more of the questions."]
    assert content.feedback({"said": {"why": "Because."}}) is None
    answer = {"said": {"why": "Because.", "who": "She."}}
    assert content.feedback(answer) == "Ask Sam."
    assert content.told(answer) == [("Why?", ("Because.",)), ("Who?", ("She.",))]


def test_a_given_map_is_what_the_list_begins_with(app):
    content = given_map()
    make = steps.kinds()["network_map"].form(content)
    rows = make.filled(None)["items"]
    assert [(row["name"], row["knows"]) for row in rows] == [("Mum", ""), ("shop", "Mum")]
    with app.test_request_context(method="POST", data=MultiDict(row(0, "Mum"))):
        answer = make().answer
    assert (answer["middle"], len(answer["items"])) == ("sam", 1)
    assert content.begun_from({"items": [MUM]}) is None


def test_a_copy_that_must_change_is_not_done_until_something_did():
    content = NetworkMap(minimum=1, must_change=True)
    mum, shop = {"id": "a", **MUM}, {"id": "b", **SHOP, "knows": []}
    walk = {"id": "c", "name": "walk", "kind": "activity", "circle": "outer"}
    answer = content.begun_from({"items": [mum, shop, walk]})
    assert [str(words) for words in content.missing(answer)] == [
        "Change at least one thing since the earlier map."
    ]
    nearer = answer | {"items": [mum, shop, walk | {"circle": "close"}]}
    assert content.missing(nearer) == []


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    app = make_app(tmp_path_factory.mktemp("map"))
    app.config["WTF_CSRF_ENABLED"] = False
    yield app
    close(app)


def post(app, fields):
    with app.test_request_context(method="POST", data=MultiDict(fields)):
        form = steps.kinds()["network_map"].form(NetworkMap())()
        form.submitted()
        return form, form.answer


def row(place, name, **cells):
    given = {"name": name, "kind": "person", "circle": "outer", "id": f"k{place}"} | cells
    return {f"items-{place}-{column}": text for column, text in given.items()}


def test_a_stranger_among_the_known_is_an_error_at_its_cell(app):
    form, _ = post(app, row(0, "aunt", knows="the dog") | row(1, "dog"))
    assert form["items"].wrong == {
        "items-0-knows": "“the dog” is not on this map. Write a name or a number from this list."
    }


def test_new_things_get_a_place_and_ties_are_kept_as_ids(app):
    form, answer = post(app, row(0, "aunt", knows="Dog, 1") | row(1, "dog", angle="400"))
    assert form.errors == {}
    assert [item["knows"] for item in answer["items"]] == [["k1"], []]
    assert [item["angle"] for item in answer["items"]] == [270, 40]
    content = NetworkMap()
    again = steps.kinds()["network_map"].form(content).filled(answer)["items"]
    assert [item["knows"] for item in again] == ["dog", ""]


HOSTILE = [{"id": 7, "name": "<script>\0", "kind": [], "circle": {}, "angle": 1e9, "knows": [{}]}]


@pytest.mark.parametrize("before", ["[" * 50_000, "{", "7", json.dumps(HOSTILE)])
def test_an_earlier_map_that_somebody_made_up_does_no_harm(app, before):
    form, answer = post(app, row(0, "aunt") | {"before": before})
    assert form.errors == {}
    assert "\0" not in str(answer)
    assert NetworkMap().told(answer)


def test_too_much_is_refused_with_words(app):
    many = {key: text for place in range(151) for key, text in row(place, f"n{place}").items()}
    assert post(app, many)[0].errors == {"items": ["There is room for 150. Remove some."]}
    form, _ = post(app, row(0, "aunt", knows="x" * 1_000_000))
    assert form.errors["items"] == ["Write at most 2000 characters; these are 1000000."]
