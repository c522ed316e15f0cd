"""Open answers: handed in, marked by a trainer with the rubric, told."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from cptraining import mail
from cptraining.database import db
from cptraining.learning import marking, state
from cptraining.learning.marking import Judged, MarkedMeanwhile
from cptraining.learning.models import AttemptAnswer
from cptraining.outbox import actions as outbox
from tests.databases import on_both
from tests.quizzes import Taker, single
from tests.test_tries import RIGHT, attempt, step_state, told

RUBRIC = [{"text": "Begins from the person", "points": 2}, {"text": "Says why", "points": 1}]
OPEN = {"id": "o", "kind": "open", "prompt": "How would you begin?", "rubric": RUBRIC}
WRITTEN = "I would ask about somewhere they used to like going."


@pytest.fixture
def handed_in(world):
    """Somebody whose try waits for a trainer."""
    taker = Taker(world, {"pass": 2, "way": "deferred", "questions": [single("a"), OPEN]})
    taker.trainer = world.trainer(taker.agency)
    taker.try_id = taker.start()
    taker.save(taker.try_id, "a", RIGHT)
    taker.save(taker.try_id, "o", WRITTEN)
    taker.finish(taker.try_id)
    with world.app.app_context():
        found = select(AttemptAnswer.id).where(AttemptAnswer.question == "o")
        taker.answer_id = db.session.scalars(found).one()
    return taker


def judge(world, taker, points, seen=""):
    with world.at_work() as now:
        judged = Judged(points, "Well begun.", seen)
        marking.mark(taker.answer_id, judged, actor_id=taker.trainer.id, now=now)


@on_both
def test_a_try_waits_until_everything_is_marked(app, world, handed_in):
    assert attempt(app, handed_in.try_id).score is None
    assert step_state(app, handed_in).state == "in_progress"
    judge(world, handed_in, [2, 1])
    found = attempt(app, handed_in.try_id)
    assert (found.score, found.out_of, found.passed) == (2, 2, True)
    assert step_state(app, handed_in).state == "complete"
    assert told(app, handed_in)[-1] == "certificate.issued"
    with world.at_work():
        assert not state.rebuild(handed_in.cycle_id)


@on_both
def test_of_two_trainers_the_later_one_is_told(app, world, handed_in):
    judge(world, handed_in, [1, 0])
    with pytest.raises(MarkedMeanwhile):
        judge(world, handed_in, [2, 1])
    judge(world, handed_in, [2, 1], world.now.isoformat())
    assert attempt(app, handed_in.try_id).passed


def test_marking_lower_later_takes_nothing_away(app, world, handed_in):
    judge(world, handed_in, [2, 1])
    judge(world, handed_in, [0, 0], world.now.isoformat())
    assert attempt(app, handed_in.try_id).score == 1
    assert step_state(app, handed_in).state == "complete"
    with world.at_work():
        assert not state.rebuild(handed_in.cycle_id)


def test_a_trainer_finds_reads_and_marks_it_and_the_person_is_told(app, world, client, handed_in):
    page = client.sign_in(handed_in.trainer).get("/marking")
    assert "1 answer waits for a person to read it." in page.text
    page = page.follow("Sam Okafor")
    assert WRITTEN in page.text
    page = page.press("Save these marks", {"points0": "2"}, 422)
    assert "Choose the points" in page.text
    marks = {"points0": "2", "points1": "1", "note": "Well begun."}
    page = page.press("Save these marks", marks)
    assert "Nothing waits" in page.text
    with app.app_context():
        outbox.handle_due(datetime.now(UTC))
        assert "Your answers are marked" in mail.kept()[0].read_text()
    page = client.sign_in(handed_in.person).get(f"/attempts/{handed_in.try_id}/2")
    assert "What your trainer says" in page.text
    assert "Well begun." in page.text


def test_trainers_of_other_agencies_find_nothing(world, client, handed_in):
    other = world.trainer(world.agency("Elsewhere"))
    page = client.sign_in(other).get("/marking")
    assert "Nothing waits" in page.text
    client.get(f"/marking/{handed_in.answer_id}", 404)
    client.sign_in(handed_in.person).get(f"/marking/{handed_in.answer_id}", 404)


def test_practice_waits_for_nobody(app, world):
    content = {"pass": 1, "practice": True, "questions": [single("a"), OPEN]}
    taker = Taker(world, content)
    try_id = taker.practise()
    taker.answer(try_id, "a", RIGHT)
    taker.answer(try_id, "o", WRITTEN)
    assert (attempt(app, try_id).score, attempt(app, try_id).out_of) == (1, 1)


def test_the_page_of_the_later_trainer_keeps_what_they_typed(world, client, handed_in):
    page = client.sign_in(handed_in.trainer).get(f"/marking/{handed_in.answer_id}")
    judge(world, handed_in, [1, 0])
    marks = {"points0": "2", "points1": "1", "note": "Well begun indeed."}
    page = page.press("Save these marks", marks, 409)
    assert "Somebody else has marked this meanwhile." in page.text
    assert "Marked by Maria Novák" in page.text
    assert page.form().values["note"] == ["Well begun indeed."]
    assert "Nothing waits" in page.press("Save these marks").text
