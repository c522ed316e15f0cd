"""The pages of a quiz: what they ask, what they show when, and what must never reach a browser."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from cptraining.database import db
from cptraining.learning import attempts
from cptraining.learning.models import Attempt
from cptraining.rules.outline import Step
from cptraining.rules.showing import THINGS
from tests.quizzes import Taker, single
from tests.test_tries import RIGHT, WRONG, answers, attempt

SECRETS = {
    "answers": "Your answer",
    "right": "Not quite",
    "options": "WHY-",
    "general": "GENERAL-",
}


def secretive(id_):
    """A question in which everything that may be hidden says so."""
    options = [
        {"text": "First", "why": f"WHY-{id_}", "right": True},
        {"text": "Second", "why": f"WHY-{id_}"},
        {"text": "Third", "why": f"WHY-{id_}"},
    ]
    shape = {"id": id_, "kind": "choice", "prompt": f"Which, {id_}?", "options": options}
    return shape | {"feedback": f"<p>GENERAL-{id_}</p>", "hints": [f"HINT-{id_}"]}


@pytest.fixture(autouse=True)
def _today(world):
    """Pages live in the present."""
    world.now = datetime.now(UTC)


AB = [single("a"), single("b")]
taker_of = partial(Taker, certificate=False)  # else the name is asked first


def go(client, taker):
    return client.sign_in(taker.person).get(f"/learning/{taker.cycle_id}/M.quiz")


def test_a_deferred_quiz_is_answered_looked_over_and_handed_in(app, world, client):
    taker = taker_of(world, {"pass": 1, "way": "deferred", "questions": AB})
    page = go(client, taker).press("Start the questions")
    assert "Check my answer" not in page.text
    page = page.press("Save and go on", {"chosen": "Yes"})
    assert "Question 2 of 2" in page.text
    page = page.press("Save and go on", {})
    assert page.h1 == "What is left"
    assert "1 question is not answered yet." in page.text
    page = page.follow("Is it a?")
    form = page.form()
    assert form.values["chosen"] == [
        form.choices("chosen")["Yes"]
    ]  # every answer can be changed until the end
    page = page.press("Save and go on", {"chosen": "No"}).press("Save and go on", {"chosen": "No"})
    assert page.h1 == "Everything is answered"
    page = page.press("Hand in my answers")
    assert page.h1 == "Not yet passed"
    assert "You got 0 of 2 right. You needed 1." in page.text
    page = page.follow("Is it b?")
    assert "Why b" in page.text
    assert "Next question" not in page.text


@pytest.mark.parametrize("shown", [(), ("marks",), ("answers",), ("right",), ("options",)])
@pytest.mark.parametrize("phase", ["after", "later", "closed"])
def test_nothing_that_is_off_reaches_the_browser(world, client, phase, shown):
    content = {"pass": 1, "way": "deferred", "tries": 1 if phase == "closed" else 3}
    content |= {"questions": [secretive("a")], "shows": {phase: shown}}
    world.now -= timedelta(minutes=0 if phase == "after" else 3)
    taker = taker_of(world, content)
    try_id = taker.start(shuffle=lambda items: items[::-1])
    taker.save(try_id, "a", WRONG)
    taker.finish(try_id)
    client.sign_in(taker.person)
    for is_whole, path in ((True, f"/attempts/{try_id}"), (False, f"/attempts/{try_id}/1")):
        page = client.get(path)
        body = page.response.get_data(as_text=True)
        assert "HINT-" not in body
        assert ("You got 0 of 1" in body) is (is_whole and "marks" in shown)
        for thing, secret in SECRETS.items():
            assert thing in shown or secret not in body, (path, thing)
        if "key" not in shown:
            assert "First" not in body
            assert "Third" not in body
        if "answers" not in shown:
            assert "Second" not in body


def test_before_the_end_of_a_deferred_quiz_nothing_tells_what_is_right(world, client):
    taker = taker_of(world, {"pass": 1, "way": "deferred", "questions": [secretive("a")]})
    page = go(client, taker).press("Start the questions")
    bodies = [page.response.get_data(as_text=True)]
    page = page.press("Save and go on", {"chosen": "Second"})
    bodies += [page.response.get_data(as_text=True)]
    bodies += [page.follow("Which, a?").response.get_data(as_text=True)]
    for body in bodies:
        assert not [mark for mark in ("WHY-", "GENERAL-", "HINT-", "is-right") if mark in body]


def test_a_hint_comes_after_a_wrong_try_and_not_before(app, world, client):
    content = {"pass": 1, "way": "interactive", "questions": [secretive("a")]}
    taker = taker_of(world, content)
    page = go(client, taker).press("Start the questions")
    assert "HINT-a" not in page.response.get_data(as_text=True)
    page = page.press("Check my answer", {"chosen": "Second"})
    body = page.response.get_data(as_text=True)
    assert "HINT-a" in body
    assert "You have 1 try left at this question." in page.text
    assert "WHY-" not in body
    page = page.press("Check my answer", {"chosen": "First"})
    assert "WHY-a" in page.response.get_data(as_text=True)


def test_how_sure_somebody_is_must_be_said(app, world, client):
    taker = taker_of(world, {"pass": 1, "certainty": True, "questions": [single("a")]})
    page = go(client, taker).press("Start the questions")
    page = page.press("Check my answer", {"chosen": "Yes"}, 422)
    assert "Say how sure you are." in page.text
    page = page.press("Check my answer", {"chosen": "Yes", "certainty": "3"})
    assert "You were very sure." in page.text
    page = page.follow("See how you did")
    assert "You have 3 of 3 points." in page.text


def due(world, try_id, **ago):
    """Let the time of a try have been up for so long."""
    with world.at_work() as now:
        db.session.get_one(Attempt, try_id).due_at = now - timedelta(**ago)


def test_what_arrives_after_the_time_is_up_is_not_kept_and_says_so(app, world, client):
    taker = taker_of(world, {"pass": 1, "time": 10, "way": "deferred", "questions": AB})
    page = go(client, taker).press("Start the questions")
    assert "Your time is up at" in page.text
    try_id = int(page.path.split("/")[2])
    due(world, try_id, seconds=30)
    page = page.press("Save and go on", {"chosen": "Yes"})  # still on its way
    assert answers(app, try_id)["a"].value == RIGHT
    due(world, try_id, seconds=90)
    page = page.press("Save and go on", {"chosen": "Yes"})
    assert "The time was up before this arrived. What was saved by then counts." in page.text
    assert attempt(app, try_id).finished_at == attempt(app, try_id).due_at
    assert answers(app, try_id)["b"].value is None


def test_whoever_comes_after_the_clock_is_told_that_the_time_was_up(world, client):
    taker = taker_of(world, {"pass": 1, "time": 10, "way": "deferred", "questions": AB})
    question = go(client, taker).press("Start the questions")
    try_id = int(question.path.split("/")[2])
    left = client.get(f"/attempts/{try_id}?left=1")
    due(world, try_id, seconds=90)
    with world.at_work() as now:
        attempts.close_if_over(try_id, now=now)
    assert "The time was up before this arrived" not in client.get(question.path).text
    page = question.press("Save and go on", {"chosen": "Yes"})
    assert "The time was up before this arrived" in page.text
    page = left.press("Finish now; what is left counts as not answered")
    assert "The time was up before this arrived" in page.text


def test_what_was_wrong_says_where_to_read_it_again(world, client):
    read = Step("M.read", "reading", "The two wheels", 3, prose="<p>Two.</p>")
    taker = taker_of(world, {"pass": 1, "questions": [single("a")]}, steps=(read,))
    page = go(client, taker).press("Start the questions")
    page = page.press("Check my answer", {"chosen": "No"})
    assert page.follow("Read it again: The two wheels").h1 == "The two wheels"


def test_the_quiz_says_its_rules(world, client):
    content = {"pass": "80%", "tries": 2, "time": 30, "way": "deferred", "questions": AB}
    taker = taker_of(world, content | {"wait": {"first": 24}, "practice": True})
    page = go(client, taker)
    for words in (
        "2 questions. With 80% of the marks this step is done.",
        "You have 2 tries in all.",
        "You have 30 minutes once you start.",
        "Practise first: it does not count",
    ):
        assert words in page.text
    taker.finish(taker.start())
    page = go(client, taker)
    assert "The next try opens" in page.text
    assert "Try again" not in page.text
    assert "1 is left." in page.text


def test_practice_is_told_at_once_and_says_that_it_does_not_count(world, client):
    taker = taker_of(world, {"pass": 2, "way": "deferred", "practice": True, "questions": AB})
    page = go(client, taker).press("Practise first: it does not count")
    page = page.press("Check my answer", {"chosen": "Yes"})
    assert "Why a" in page.text
    page = page.follow("Next question").press("Check my answer", {"chosen": "Yes"})
    page = page.follow("See how you did")
    assert page.h1 == "Well practised"
    assert page.follow("Back to the questions that count").h1 == "Check yourself"


def test_everything_that_can_be_shown_is_told_by_name():
    assert set(SECRETS) <= set(THINGS)
