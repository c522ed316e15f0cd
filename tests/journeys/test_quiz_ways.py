"""Quizzes in a browser, in every way of working: by keys alone, without scripts, on a bad line."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from operator import attrgetter

import pytest
from playwright.sync_api import Page, expect

from cptraining.certificates.models import Certificate
from cptraining.database import db
from cptraining.learning.models import Attempt
from cptraining.people import actions as people
from tests.chromium import check
from tests.journeys.cast import see
from tests.journeys.hands import Hand, Keys, Pointer
from tests.journeys.steps import button, link, on
from tests.quizzes import Taker, single
from tests.test_kinds import examples
from tests.test_tries import RIGHT, answers, attempt, told

pytestmark = [pytest.mark.browser, pytest.mark.slow]

UNSENT = "The newest answer is only in this browser."
KEPT = "Not saved yet: kept on this computer until the connection is back"
PATIENCE_MILLISECONDS = 15_000
AB = [single("a"), single("b")]
LINE = {"id": "line", "kind": "text", "prompt": "Which word?", "accepted": [{"text": "bonding"}]}
WRITTEN = "I would ask about somewhere they used to like going."
TICK = None
EXAMPLE = examples("steps", "quiz")["more"][0]["content"]
SEVEN = {
    "Which two stand outside the person?": {"The last bus": TICK, "Visits end at noon": TICK},
    "Match each entry": {
        "the bench by the canal": "place",
        "singing with the radio": "activity",
        "the neighbour who takes in parcels": "person",
    },
    "Put the steps of a joint plan in order.": {
        "Listen for what matters": "1",
        "Agree one small step": "2",
        "Try it, with company": "3",
        "Look back together": "4",
    },
    "A visit takes 45 minutes": {"A visit takes 45 minutes": "75"},
    "Which word names ties": {"Which word names ties": "bonding"},
    "Fill the gaps.": {"Gap 1 of 2": "by", "Gap 2 of 2": "ahead"},
    "How would you begin a first visit": {"How would you begin a first visit": WRITTEN},
}
"""What is right in the example of every kind of question, by its label."""

WAYS = {
    "keys alone": (Keys, {"size": "desk"}),
    "without javascript": (Pointer, {"size": "phone", "javascript": False}),
}


@pytest.fixture(autouse=True)
def _today(world):
    """Pages live in the present."""
    world.now = datetime.now(UTC)


@pytest.fixture
def take(world):
    """Somebody who takes a quiz with these rules; no certificate, else the name is asked."""
    return partial(Taker, world, certificate=False)


def begin(page: Page, taker: Taker) -> Page:
    """Open the quiz and begin it."""
    page.goto(f"/learning/{taker.cycle_id}/M.quiz")
    with page.expect_navigation():
        button(page, "Start the questions").click()
    return page


def give(hand: Hand, label: str, words: str | None) -> None:
    """Use the control that has this label, whichever it is."""
    control = hand.page.get_by_role("main").get_by_label(label)
    if words is TICK:
        hand.tick(control)
    elif control.evaluate("e => e.tagName") == "SELECT":
        hand.select(control, words)
    else:
        hand.write(control, words)


def expect_saved(page: Page) -> None:
    expect(page.locator("[data-saved]")).to_contain_text("Saved at", timeout=PATIENCE_MILLISECONDS)


@pytest.mark.parametrize("way", WAYS)
def test_every_kind_of_question_is_answered_handed_in_and_looked_back_at(app, take, enter, way):
    how, options = WAYS[way]
    look = check if options.get("javascript", True) else str
    taker = take({"pass": 6, "way": "deferred", "questions": EXAMPLE["questions"]})
    hand = how(enter(taker.person, **options))
    page = hand.page
    page.goto(f"/learning/{taker.cycle_id}/M.quiz")
    hand.press(button(page, "Start the questions"))
    answer_all(hand, look)
    on(page, "Everything is answered")
    look(page)
    hand.press(button(page, "Hand in my answers"))
    on(page, "Handed in: your trainer marks it")
    look(page)
    look_back(hand)
    look(page)
    found = answers(app, int(page.url.split("/")[-2])).values()
    assert [one.mark for one in sorted(found, key=attrgetter("id"))] == [1] * 6 + [None]


def answer_all(hand: Hand, look: Callable[[Page], object]) -> None:
    """Answer each question right, and look at it before going on."""
    for prompt, controls in SEVEN.items():
        on(hand.page, prompt)
        for label, words in controls.items():
            give(hand, label, words)
        look(hand.page)
        hand.press(button(hand.page, "Save and go on"))


def look_back(hand: Hand) -> None:
    """From the result through every question to the last, which a trainer marks."""
    hand.press(link(hand.page, next(iter(SEVEN))))
    for _ in range(len(SEVEN) - 1):
        on(hand.page, "That fits.")
        hand.press(link(hand.page, "Next question"))
    expect(hand.page.get_by_role("main")).to_contain_text(WRITTEN)


@pytest.fixture
def two_answers(take, enter):
    """A page on the first of two questions that are told at the end; `taker` takes it."""

    def open_page(**rules):
        taker = take({"pass": 2, "way": "deferred", "questions": AB, **rules})
        page = begin(enter(taker.person, size="phone"), taker)
        page.taker, page.try_id = taker, int(page.url.split("/")[-2])
        return page

    return open_page


def test_the_page_counts_the_time_down_and_the_server_ends_it(app, world, two_answers):
    page = two_answers(time=10)
    page.clock.install()
    page.reload()
    expect(page.locator("[data-time]")).to_contain_text("(9:")
    said = page.locator("[data-time-said]")
    for minutes, words in (("05:00", "Five minutes left."), ("04:00", "One minute left.")):
        page.clock.fast_forward(minutes)
        expect(said).to_have_text(words)
    expect(page.locator(".app-time")).to_have_class("app-time is-last")
    check(page)
    page.get_by_label("Yes").check()
    page.clock.fast_forward("00:03")
    expect_saved(page)
    end(world, page.try_id)
    page.clock.pause_at(page.evaluate("Date.now() / 1000 + 60"))
    expect(said).to_have_text("Your time is up. What was saved counts.")
    page.clock.resume()
    on(page, "Not yet passed")
    expect(page.get_by_role("main")).to_contain_text("You got 1 of 2 right.")
    check(page)
    assert attempt(app, page.try_id).finished_at == attempt(app, page.try_id).due_at


def test_what_is_written_after_the_end_is_told_about(app, world, two_answers):
    page = two_answers(time=10)
    page.get_by_label("Yes").check()
    expect_saved(page)
    end(world, page.try_id)
    page.get_by_label("No", exact=True).check()
    expect(page.get_by_role("main")).to_contain_text("The time was up before this arrived.")
    check(page)
    assert answers(app, page.try_id)["a"].value == RIGHT


def end(world, try_id):
    """Let the time of a try have been up for longer than the grace."""
    with world.at_work() as now:
        db.session.get_one(Attempt, try_id).due_at = now - timedelta(minutes=2)


def test_what_the_network_did_not_take_is_named_before_handing_in(app, two_answers):
    page = two_answers()
    question = f"**/attempts/{page.try_id}/1"
    page.route(question, cut_off)
    page.get_by_label("Yes").check()
    expect(page.locator("[data-saved]")).to_have_text(KEPT)
    link(page, "See what is left").click()
    on(page, "What is left")
    item = page.get_by_role("listitem").filter(has_text="Is it a?")
    expect(item).to_contain_text(UNSENT)
    check(page)
    page.unroute(question)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(item).to_contain_text("Answered", timeout=PATIENCE_MILLISECONDS)
    expect(item).not_to_contain_text(UNSENT, use_inner_text=True)
    assert answers(app, page.try_id)["a"].value == RIGHT


def cut_off(route):
    """Let nothing be sent."""
    if route.request.method == "POST":
        route.abort("internetdisconnected")
    else:
        route.continue_()


def test_a_double_click_hands_in_once(app, world, take, enter):
    taker = take({"pass": 2, "way": "deferred", "questions": AB}, certificate=True)
    with world.at_work() as now:
        people.confirm_name(taker.person.id, taker.person.name, now)
    try_id = taker.start()
    for id_ in ("a", "b"):
        taker.save(try_id, id_, RIGHT)
    page = enter(taker.person)
    page.goto(f"/attempts/{try_id}")
    button(page, "Hand in my answers").dblclick()
    on(page, "That is passed")
    check(page)
    names = told(app, taker)
    for once in ("attempt.finished", "step.completed", "course.completed", "certificate.issued"):
        assert names.count(once) == 1
    with app.app_context():
        assert db.session.query(Certificate).count() == 1


def test_of_two_pages_of_one_try_the_older_is_told_and_shows_both(app, take, enter):
    taker = take({"pass": 1, "way": "deferred", "questions": [LINE, *AB]})
    one = begin(enter(taker.person), taker)
    other = one.context.new_page()
    other.goto(one.url)
    one.get_by_label("Which word?").fill("bridging")
    expect_saved(one)
    other.get_by_label("Which word?").fill("bonding")
    on(other, "This answer was changed on another page")
    expect(other.get_by_role("region", name="This answer was changed")).to_contain_text("bridging")
    expect(other.get_by_label("Which word?")).to_have_value("bonding")
    check(other)
    button(other, "Save and go on").click()
    on(other, "Is it a?")
    assert answers(app, int(one.url.split("/")[-2]))["line"].value == "bonding"


def test_hints_lead_to_the_answer_and_the_next_try_has_to_wait(take, enter):
    hinted = single("a", hints=["Look at the bus.", "It is the bus."], penalty="0.25")
    hinted["options"].append({"text": "Perhaps", "why": "Hm"})
    rules = {"pass": 1, "way": "interactive", "tries": 2, "wait": {"first": 24}}
    taker = take({**rules, "questions": [hinted]})
    page = enter(taker.person, size="phone")
    see(page, f"/learning/{taker.cycle_id}/M.quiz")
    button(page, "Start the questions").click()
    choose(page, "No")
    expect_hint(page, "Look at the bus.", "2 tries")
    choose(page, "Perhaps")
    expect_hint(page, "It is the bus.", "1 try")
    check(page)
    choose(page, "Yes")
    expect(page.get_by_text("Marks: 0.5 of 1.")).to_be_visible()
    check(page)
    link(page, "See how you did").click()
    on(page, "Not yet passed")
    link(page, "When can I try again?").click()
    expect(page.get_by_text("The next try opens")).to_be_visible()
    check(page)


def choose(page: Page, *labels: str) -> None:
    """Tick these and have the answer checked."""
    for label in labels:
        page.get_by_label(label, exact=True).check()
    button(page, "Check my answer").click()


def expect_hint(page: Page, hint: str, left: str) -> None:
    expect(page.get_by_role("region", name="Here is a hint")).to_contain_text(hint)
    expect(page.get_by_text(f"You have {left} left at this question.")).to_be_visible()


def test_how_sure_one_is_counts_and_is_told(take, enter):
    taker = take({"pass": 3, "certainty": True, "way": "immediate", "questions": AB})
    page = begin(enter(taker.person, size="phone"), taker)
    choose(page, "Yes")
    expect(page.get_by_role("alert")).to_contain_text("Say how sure you are.")
    check(page)
    choose(page, "Very: I would act on it")
    expect(page.get_by_text("You were very sure. That gives 3 points.")).to_be_visible()
    link(page, "Next question").click()
    choose(page, "No", "Not very")
    expect(page.get_by_text("You were not very sure. That gives 0 points.")).to_be_visible()
    link(page, "See how you did").click()
    expect(page.get_by_text("You have 3 of 6 points. You needed 3.")).to_be_visible()
