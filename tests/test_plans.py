"""Asset maps, goal ladders, practice plans: what they read, draw, ask and remind of."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy
from itertools import combinations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from cptraining import mail, steps
from cptraining.courses import package
from cptraining.learning import actions
from cptraining.outbox.actions import handle_due
from cptraining.steps.asset_map.drawing import HOME, LETTER, MARK, REACH, TALL, placed
from tests.chromium import check

TODAY = date(2026, 3, 2)
KINDS = ["asset_map", "goal_ladder", "practice_plan"]


def content(kind):
    return steps.kinds()[kind].read(next(iter(package.example_course(kind))).content)


def last_answer(kind):
    text = (steps.kinds()[kind].folder / "examples.yaml").read_text(encoding="utf-8")
    return yaml.safe_load(text)["answers"][-1]["answer"]


# ---- What is pure ----


ENTRIES = st.lists(
    st.fixed_dictionaries(
        {
            "name": st.text(min_size=1, max_size=40),
            "ring": st.sampled_from(["a", "b", "c", "d", ""]),
        }
    ),
    max_size=60,
)


@given(items=ENTRIES)
def test_entries_stand_in_their_ring_and_no_name_hides_another(items):
    rings = ["a", "b", "c", "d"]
    found = placed(items, rings)
    assert sorted(one.number for one in found) == [
        number for number, item in enumerate(items, 1) if item["ring"]
    ]
    for one in found:
        out = (one.x**2 + one.y**2) ** 0.5
        ring = (out - HOME) / (REACH - HOME) * len(rings)
        assert rings[int(ring)] == items[one.number - 1]["ring"]
        assert not one.label or one.label.removesuffix("…") in one.name
    labelled = [one for one in found if one.label]
    for one, other in combinations(labelled, 2):
        beside = abs(one.x - other.x) >= LETTER * (len(one.label) + len(other.label)) / 2
        assert beside or abs(one.y - other.y) >= TALL
    for one in labelled:
        assert not [o for o in found if o != one and abs(o.x - one.x) < MARK and o.y == one.y + 24]


def test_an_entry_without_a_date_counts_as_unchecked():
    asset_map = content("asset_map")
    answer = last_answer("asset_map")
    reading = asset_map.reading(answer["items"])
    assert (reading.been, reading.count) == (["canal bench"], 3)
    assert reading.unchecked == ["bell ringers"]
    assert [str(name) for name in reading.absent] == [
        "People’s gifts",
        "Institutions",
        "Exchanges",
    ]
    said = [str(fact) for fact in asset_map.facts(answer["items"][1])]
    assert said[0] == "bell ringers"
    assert said[-1] == "No date: not checked"


@pytest.mark.parametrize(
    ("rungs", "abouts"),
    [
        ([{"what": "Look in at the window", "known": "We saw it", "when": "2026-03-05"}], []),
        ([{"what": "Ring and go there", "known": "x"}], ["two"]),
        ([{"what": "Find the sand", "known": "x"}], []),
        ([{"what": "w" * 101, "known": ""}], ["long", "known"]),
        ([{"what": "Go", "known": "x", "when": "2026-03-12"}], ["soon"]),
        ([{"what": "Go", "known": "x", "sure": "6"}, {"what": "Stay", "known": "x", "sure": "3"}],
         ["sure"]),
        ([{"what": "Go", "known": "x", "when": "2026-03-05"},
          {"what": "Stay", "known": "x", "when": "2026-04-03"},
          {"what": "Come back", "known": "x", "when": "2026-04-01"}], ["far", "order"]),
        ([{"what": "Go", "known": "x", "when": "soon", "sure": None}], []),
    ],
)  # fmt: skip
def test_a_rung_too_large_is_asked_about(rungs, abouts):
    ladder = content("goal_ladder")
    assert [one.about for one in ladder.asked(rungs, TODAY)] == abouts
    assert {one.rung for one in ladder.asked(rungs, TODAY)} <= {*range(1, len(rungs) + 1)}
    answer = last_answer("goal_ladder") | {"rungs": rungs}
    asks = {str(one.question) for one in ladder.asked(rungs, TODAY)}
    assert not asks & {str(words) for words in ladder.missing(answer)}


@pytest.mark.parametrize(
    ("wheels", "abouts"),
    [
        (["both", "worker", "person", "person"], []),
        (["both", "person"], []),
        (["person"], []),
        (["worker", "", "person"], []),
        (["worker", "worker", "else"], ["still"]),
        (["person", "person", "else"], ["mine"]),
        (["both", "worker", "worker", "person", "else"], ["half"]),
        (["person", "person", "both"], ["grows"]),
        (["both", "person", "worker"], ["grows"]),
        (["else", "person", "worker", "worker"], ["half", "grows"]),
    ],
)
def test_a_ladder_is_asked_whose_wheel_stands_still(wheels, abouts):
    rungs = [{"what": "Go", "known": "x", "who": who} for who in wheels]
    found = content("goal_ladder").asked(rungs, TODAY)
    assert [one.about for one in found] == abouts
    assert {one.rung for one in found} <= {None}


@pytest.mark.parametrize(
    ("day", "far"), [("2026-04-01", []), ("2026-04-02", [1]), ("", []), ("2025-01-01", [])]
)
def test_a_promise_for_later_than_the_author_says_is_asked_about(day, far):
    answer = {"promises": [{"id": "k1", "what": "x", "by": day, "with": "y"}]}
    assert content("practice_plan").far(answer, TODAY) == far
    stored = next(iter(package.example_course("practice_plan"))).content
    endless = steps.kinds()["practice_plan"].read(stored | {"promises": {}})
    assert endless.far(answer, TODAY) == []


def test_a_plan_is_asked_about_until_it_happened():
    plan = content("practice_plan")
    answer = last_answer("practice_plan")
    days = {date(2026, 3, 9), date(2026, 4, 1), date(2026, 6, 1)}
    assert plan.follow_ups(answer) == days
    happened = {"happened": "yes", "hindered": "", "next": ""}
    assert plan.follow_ups(answer | {"went": {"k1": happened}}) == days - {date(2026, 3, 9)}
    assert plan.follow_ups(answer | {"went": {"whole-plan": happened}}) == days - {
        date(2026, 6, 1)
    }
    assert plan.follow_ups({"written": {"review": "soon"}, "promises": [{"by": 5}]}) == set()


OLD = st.dictionaries(
    st.sampled_from(["items", "rungs", "promises", "written", "went"]),
    st.lists(st.dictionaries(st.sampled_from(["name", "what", "who", "sort", "by"]), st.text())),
)


@pytest.mark.parametrize("kind", KINDS)
@given(answer=OLD)
def test_answers_of_older_versions_are_still_told(kind, answer):
    one = content(kind)
    one.told(answer)
    one.missing(answer)
    one.follow_ups(answer)


WRITTEN = st.text(min_size=1, max_size=30)


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_everything_written_is_told(kind, data):
    shape = last_answer(kind)
    listed, texts = {
        "asset_map": ("items", ["name", "what", "when", "cost", "way", "hello", "first"]),
        "goal_ladder": ("rungs", ["what", "known", "way"]),
        "practice_plan": ("promises", ["what", "with", "stop"]),
    }[kind]
    typed = [{name: data.draw(WRITTEN) for name in texts} for _row in shape[listed]]
    answer = shape | {listed: [a | b for a, b in zip(shape[listed], typed, strict=True)]}
    told = [_said(text) for part in content(kind).told(answer) for text in part.texts]
    for row in typed:
        assert [text for text in row.values() if not any(text in said for said in told)] == []


def _said(text):
    return str(text) if not isinstance(text, str) else text


# ---- Without a script ----


@pytest.fixture
def sam(world):
    world.now = datetime.now(UTC)
    return world.learner(world.agency(), "Sam Okafor")


def begun(world, sam, outline):
    cycle = world.assign(sam, world.course(outline).course_id)
    with world.at_work() as now:
        actions.open_cycle(cycle, sam.id, now)
    return cycle


def answered(world, cycle, kind, answer):
    with world.at_work() as now:
        actions.save_answer(cycle, f"example.{kind}", answer, number=0, now=now)


def growing():
    """A course whose second map goes on from the first."""
    outline = package.example_course("asset_map")
    (first,) = outline.modules[0].steps
    more = dict(first.content) | {"minimum": 4}
    later = replace(first, id="later", title="It grows", shows=first.id, content=more)
    return replace(outline, modules=(replace(outline.modules[0], steps=(first, later)),))


def test_a_later_map_begins_with_a_copy_and_grows(client, world, sam, count_statements):
    cycle = begun(world, sam, growing())
    answered(world, cycle, "asset_map", last_answer("asset_map"))
    address = f"/learning/{cycle}/later"
    with count_statements() as made:
        page = client.sign_in(sam).get(address)
    assert len(made) <= 4
    assert "what you wrote there is copied here" in page.text
    values = page.form(address).values
    assert values["items-2-name"] == ["carnival of 1976"]
    new = {"items-3-name": "pay it forward", "items-3-sort": "exchanges", "items-3-ring": "near"}
    page = page.press("My map is ready: go on", new)
    assert "Answer the question under the list." in page.text
    assert "copied here" not in page.text
    cells = page.tree.one("ul", **{"data-cell": "exchanges near"})
    assert cells.text == "4 pay it forward"
    earlier = client.get(f"/learning/{cycle}/example.asset_map")
    assert "pay it forward" not in earlier.html


def test_a_ladder_stands_without_a_script(client, world, sam):
    cycle = begun(world, sam, package.example_course("goal_ladder"))
    page = client.sign_in(sam).get(f"/learning/{cycle}/example.goal_ladder")
    typed = {"wish": "Clay", "rungs-0-what": "Go and stay", "rungs-1-what": "Look in"}
    page = page.press("My ladder stands: go on", typed | {"rungs-0-who": "person"})
    assert "Say whose wheel turns on every rung: 1 to go." in page.text
    assert "Rung 1: Are these two steps?" in page.text
    page = page.press("Move up Rung 2")
    rungs = page.tree.one("ol", class_="app-ladder__rungs").all("li")
    assert [rung.text for rung in rungs] == ["2 Go and stay the person’s wheel", "1 Look in"]


@pytest.fixture
def promised(client, world, sam):
    """The page of somebody who promised two things for the ninth day from now."""
    cycle = begun(world, sam, package.example_course("practice_plan"))
    soon = datetime.now(UTC).date() + timedelta(days=9)
    answer = last_answer("practice_plan") | {"went": {}}
    answer["promises"] = [one | {"by": str(soon), "ask": ""} for one in answer["promises"]]
    answered(world, cycle, "practice_plan", answer)
    address = f"/learning/{cycle}/example.practice_plan"
    client.sign_in(sam).get(address).press("I promise: go on")
    return client.get(address)


def letters(app, moment):
    with app.app_context():
        handle_due(moment)
        kept = [message_from_bytes(one.read_bytes(), policy=policy.default) for one in mail.kept()]
    return [(letter["Subject"], letter.get_content()) for letter in kept]


def test_a_promise_is_asked_about_by_mail_on_its_day(app, world, promised):
    assert letters(app, world.later(days=8)) == []
    ((subject, text),) = letters(app, world.later(days=2))
    assert subject == "Did it happen? Your plan in “My community hour”"
    assert promised.path in text


def test_what_has_happened_is_not_asked_about_but_a_new_day_is(app, world, promised):
    moved = str(datetime.now(UTC).date() + timedelta(days=30))
    promised.press("Save", {"went-k1-happened": "yes", "promises-1-ask": moved})
    assert letters(app, world.later(days=29)) == []
    assert len(letters(app, world.later(days=2))) == 1


def test_the_page_asks_once_the_day_has_come(client, promised):
    assert "“I will walk to the market”" in promised.tree.one("details").text
    promised.press("Save my changes", {"promises-0-ask": "2026-03-01"})
    page = client.get(promised.path)
    due = page.tree.one("section", class_="app-plan__due")
    assert "“I will walk to the market” for 1 March 2026" in due.text
    said = {"went-k1-happened": "partly", "went-k1-hindered": "<b>Rain</b>"}
    page.press("Save my changes", said)
    page = client.get(promised.path)
    values = page.form(promised.path).values
    assert {name: values[name] for name in said} == {n: [text] for n, text in said.items()}
    page.press("Remove Promise 1")
    assert "<b>Rain" not in client.get(promised.path).html.replace("&lt;", "<")


def test_a_promise_for_later_is_asked_about_and_kept(client, world, sam):
    cycle = begun(world, sam, package.example_course("practice_plan"))
    answered(world, cycle, "practice_plan", last_answer("practice_plan"))
    page = client.sign_in(sam).get(f"/learning/{cycle}/example.practice_plan")
    far = str(datetime.now(UTC).date() + timedelta(days=40))
    page.press("I promise: go on", {"promises-1-by": far, "promises-1-ask": ""})
    page = client.get(page.path)
    asked = page.tree.one("ul", class_="app-plan__far")
    assert asked.text == "Promise 2: this is later than in 30 days. What could you do sooner?"
    assert "Look back already" in page.text
    assert "This step is done." in page.text


def test_too_much_is_refused_with_words(client, world, sam):
    cycle = begun(world, sam, package.example_course("practice_plan"))
    answered(world, cycle, "practice_plan", last_answer("practice_plan"))
    page = client.sign_in(sam).get(f"/learning/{cycle}/example.practice_plan")
    typed = {"went-k1-hindered": "x" * 1001, "text_review": "30/2/2026"}
    page = page.press("I promise: go on", typed, 422)
    assert "Write at most 1000 characters; these are 1001." in page.text
    assert "Write a day like 5/3/2026." in page.text


# ---- In a browser ----


@pytest.fixture
def opened(open_browser, world, sam, size):
    """Opens the example of a kind, with what was written there before."""

    def open_one(kind, answer):
        cycle = begun(world, sam, package.example_course(kind))
        answered(world, cycle, kind, answer)
        page = open_browser(sam, size=size)
        page.goto(f"/learning/{cycle}/example.{kind}")
        check(page)
        return page

    return open_one


def drawn_by_server(page, read):
    """What the saved page shows before any script has run."""
    html = page.request.get(page.url).text()
    page.set_content(re.sub("<script.*?</script>", "", html, flags=re.DOTALL))
    return page.evaluate(read)


READ_MAP = """() => ["[data-entries] > g", "[data-cell]", "[data-aid]"].map((part) =>
    [...document.querySelectorAll(part)].map((one) => [
        one.textContent.trim(),
        one.hidden,
        one.getAttribute("class"),
        one.getAttribute("transform")?.match(/-?[0-9.]+/g).map(Number),
        one.querySelector("path")?.getAttribute("d"),
    ]))"""

ENTRIES_OF_A_MAP = [
    ("Canal bench", "places", "near"),
    ("Bell ringers", "groups", "near"),
    ("Pay it forward board at the café", "exchanges", "middle"),
    ("Barber’s chair", "people", "far"),
    ("Ü & <b>", "", "far"),
]


@pytest.mark.browser
def test_the_map_follows_the_form_and_the_server_draws_the_same(opened):
    items = [
        {"id": f"k{n}", "name": name, "sort": sort, "ring": ring, "been": n % 2 == 0}
        for n, (name, sort, ring) in enumerate(ENTRIES_OF_A_MAP)
    ]
    page = opened("asset_map", {"items": items, "note": ""})
    page.locator("#items-4-sort").select_option("stories")
    page.locator("#items-1-been").check()
    page.locator("#items-1-checked").fill("2026-03-01")
    page.locator("#items-5-name").fill("Carnival")
    page.locator("#items-5-ring").select_option("near")
    page.locator("#items-0").get_by_role("button", name="Remove").click()
    page.locator("#items-5").get_by_role("button", name="More about it: 0 of 7").click()
    with page.expect_response(lambda response: response.request.method == "POST"):
        page.locator("#items-5-what").fill("Drums")
    check(page)
    shown = page.evaluate(READ_MAP)
    marks, _cells, aids = shown
    words = [mark[0] for mark in marks]
    assert words == ["1", "5Carnival", "2Pay it forward bo…", "3Barber’s chair", "4Ü & <b>"]
    assert aids[0][0] == "First-hand: you have been at 3 of 5."
    assert drawn_by_server(page, READ_MAP) == shown


READ_LADDER = """() => [".app-ladder__wish q", ".app-rung", "[data-questions] li"].map(
    (part) => [...document.querySelectorAll(part)].map(
        (one) => [one.textContent.trim().replace(/\\s+/g, " "), one.dataset.who]))"""


@pytest.mark.browser
def test_the_ladder_and_its_questions_follow_the_form(opened):
    days = [str(datetime.now(UTC).date() + timedelta(days=n)) for n in (20, 60, 50)]
    page = opened("goal_ladder", {"wish": "", "rungs": [], "wobble": ""})
    page.get_by_label("The wish").fill("My hands in clay")
    rungs = [("Look in and ring", "person"), ("Sit with a coffee", "both"), ("Stay", "else")]
    for at, ((what, who), day) in enumerate(zip(rungs, days, strict=True)):
        page.locator(f"#rungs-{at}-what").fill(what)
        page.locator(f"#rungs-{at}-who").select_option(who)
        page.locator(f"#rungs-{at}-when").fill(day)
    page.locator("#rungs-0-sure").select_option("5")
    page.locator("#rungs-2").get_by_role("button", name="Move up").click()
    with page.expect_response(lambda response: response.request.method == "POST"):
        page.locator("#rungs-0-known").fill("Tea")
    check(page)
    shown = page.evaluate(READ_LADDER)
    wish, drawn, asked = shown
    assert wish[0][0] == "My hands in clay"
    assert [who for _text, who in drawn] == ["both", "else", "person"]
    assert [text[:13] for text, _who in asked] == [
        "Rung 1: Are t", "Rung 1: Could", "Rung 1: Could", "Rung 2: How w", "Rung 2: More ",
        "Rung 3: How w", "The worker’s ",
    ]  # fmt: skip
    assert drawn_by_server(page, READ_LADDER) == shown


@pytest.mark.browser
def test_the_words_of_a_plan_are_counted_and_late_promises_asked_about(opened):
    page = opened("practice_plan", last_answer("practice_plan"))
    page.get_by_label("My community hour will be on").fill("one two\nthree")
    page.get_by_text("3 of at most 12 words.").wait_for()
    page.get_by_label("My community hour will be on").fill("word " * 13)
    page.locator(".app-plan__count.is-over").wait_for()
    later = page.get_by_text("Promise 2: this is later than in 30 days.")
    for days in (40, 20):
        day = datetime.now(UTC).date() + timedelta(days=days)
        page.locator("#promises-1-by").fill(str(day))
        later.wait_for(state="visible" if days > 30 else "hidden")
