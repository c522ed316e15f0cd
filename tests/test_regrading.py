"""Marking tries again after a question was corrected."""

from copy import deepcopy
from datetime import timedelta

import pytest
from sqlalchemy import select

from cptraining.certificates.models import Certificate, Standing
from cptraining.database import db
from cptraining.learning import regrading, state
from cptraining.learning.models import CourseState
from cptraining.learning.regrading import Decision
from cptraining.record import queries as record
from tests.databases import on_both
from tests.quizzes import Taker, course, single
from tests.test_tries import RIGHT, WRONG, attempt, step_state

AB = [single("a"), single("b")]


def corrected(*questions, wrong="b"):
    """The questions with the key of one turned round."""
    found = deepcopy(list(questions))
    for question in found:
        if question["id"] == wrong:
            for option in question["options"]:
                option["right"] = not option.get("right", False)
    return found


def publish(world, questions, needed):
    world.course(course({"pass": needed, "questions": questions}))


def take(world, needed, *values):
    taker = Taker(world, {"pass": needed, "questions": AB})
    taker.try_id = taker.start()
    for question, value in zip("ab", values, strict=True):
        taker.answer(taker.try_id, question, value)
    return taker


def propose(app, taker):
    with app.app_context():
        return regrading.proposals(taker.course_id, "M.quiz")


def apply(world, taker, **decision):
    with world.at_work() as now:
        found = regrading.proposals(taker.course_id, "M.quiz")
        decided = Decision("B was right all along.", None, **decision)
        return regrading.apply(found, decided, now=now)


def certificates(app):
    with app.app_context():
        return [one.standing for one in db.session.scalars(select(Certificate))]


def test_nothing_is_proposed_while_the_questions_say_the_same(app, world):
    assert propose(app, take(world, 1, RIGHT, WRONG)) == []


@on_both
def test_a_dry_run_lists_old_and_new_and_changes_nothing(app, world):
    taker = take(world, 2, RIGHT, WRONG)
    publish(world, corrected(*AB), 2)
    (found,) = propose(app, taker)
    assert (found.attempt.score, found.verdict.score) == (1, 2)
    assert (found.gives, found.takes_away, dict(found.marks)) == (True, False, {"b": (0, 1)})
    assert attempt(app, taker.try_id).score == 1


@on_both
def test_a_corrected_question_gives_what_was_due_and_once(app, world):
    taker = take(world, 2, RIGHT, WRONG)
    publish(world, corrected(*AB), 2)
    assert apply(world, taker) == 1
    assert (attempt(app, taker.try_id).score, attempt(app, taker.try_id).passed) == (2, True)
    assert step_state(app, taker).state == "complete"
    assert certificates(app) == [Standing.ISSUED]
    with app.app_context():
        (event,) = (
            one
            for one in record.of_stream(f"cycle/{taker.cycle_id}")
            if one.name == "attempt.regraded"
        )
    assert (event.facts["before"], event.facts["reason"]) == ("1", "B was right all along.")
    assert apply(world, taker) == 0
    with world.at_work():
        assert not state.rebuild(taker.cycle_id)


@on_both
def test_what_was_passed_stays_unless_somebody_says_otherwise(app, world):
    taker = take(world, 2, RIGHT, RIGHT)
    publish(world, corrected(*AB), 2)
    (found,) = propose(app, taker)
    assert found.takes_away
    apply(world, taker)
    assert not attempt(app, taker.try_id).passed
    assert step_state(app, taker).state == "complete"
    assert certificates(app) == [Standing.ISSUED]
    with world.at_work():
        assert not state.rebuild(taker.cycle_id)


@on_both
def test_somebody_may_take_away_a_completion_in_so_many_words(app, world):
    taker = take(world, 2, RIGHT, RIGHT)
    publish(world, corrected(*AB), 2)
    apply(world, taker, takes_from=frozenset({taker.try_id}))
    assert step_state(app, taker).state == "failed"
    assert certificates(app) == [Standing.REVOKED]
    with app.app_context():
        assert db.session.get_one(CourseState, taker.cycle_id).completed_at is None
    with world.at_work():
        assert not state.rebuild(taker.cycle_id)


@on_both
def test_whoever_passes_again_after_that_gets_a_new_certificate(app, world):
    taker = take(world, 2, RIGHT, RIGHT)
    publish(world, corrected(*AB), 2)
    apply(world, taker, takes_from=frozenset({taker.try_id}))
    again = taker.start()
    for question in "ab":
        taker.answer(again, question, RIGHT)
    assert certificates(app) == [Standing.REVOKED, Standing.ISSUED]
    with world.at_work():
        assert not state.rebuild(taker.cycle_id)


def test_what_is_taken_away_already_is_no_obstacle_to_another_correction(app, world):
    taker = take(world, 2, RIGHT, RIGHT)
    publish(world, corrected(*AB), 2)
    apply(world, taker, takes_from=frozenset({taker.try_id}))
    publish(world, corrected(*corrected(*AB), wrong="a"), 2)
    assert apply(world, taker, takes_from=frozenset({taker.try_id})) == 1
    assert attempt(app, taker.try_id).score == 0
    assert certificates(app) == [Standing.REVOKED]


def test_a_question_with_other_options_cannot_mark_old_answers(app, world):
    taker = take(world, 1, RIGHT, WRONG)
    other = single("b")
    other["options"].append({"text": "Perhaps", "why": "Hm"})
    publish(world, [AB[0], other], 1)
    (found,) = propose(app, taker)
    assert (found.stuck, dict(found.marks)) == (("b",), {})
    assert apply(world, taker) == 0


def test_answers_follow_options_that_changed_places(app, world):
    taker = take(world, 1, RIGHT, WRONG)
    turned = deepcopy(AB)
    turned[0]["options"].reverse()
    publish(world, turned, 1)
    assert propose(app, taker) == []


@pytest.mark.parametrize("needed", ["1", "100%"])
def test_regrading_again_after_another_correction_starts_from_the_last(app, world, needed):
    taker = take(world, needed, RIGHT, WRONG)
    publish(world, corrected(*AB), needed)
    apply(world, taker)
    publish(world, AB, needed)
    (found,) = propose(app, taker)
    assert (found.attempt.score, found.verdict.score) == (2, 1)


def page_of(client, world, taker, name="Maria Novák"):
    trainer = world.trainer(taker.agency, name)
    return client.sign_in(trainer).get("/regrading/quizzed/M.quiz")


def test_a_trainer_sees_what_would_change_and_has_it_changed_for_a_reason(app, world, client):
    taker = take(world, 2, RIGHT, WRONG)
    assert "Nothing would change" in page_of(client, world, taker).text
    publish(world, corrected(*AB), 2)
    page = client.get("/regrading/quizzed/M.quiz")
    assert "Sam Okafor" in page.text
    assert "1 of 2 2 of 2 Passed then" in page.text
    page = page.press("Mark the ticked ones again", {"reason": " "}, 422)
    assert "Write the reason first" in page.text
    page = page.press("Mark the ticked ones again", {"reason": "B was right all along."})
    assert "1 try was marked again." in page.text
    assert attempt(app, taker.try_id).passed


def test_a_trainer_takes_nothing_away_unless_it_is_ticked(app, world, client):
    taker = take(world, 2, RIGHT, RIGHT)
    publish(world, corrected(*AB), 2)
    page = page_of(client, world, taker)
    assert "Not passed any more." in page.text
    page.press("Mark the ticked ones again", {"reason": "B was wrong all along."})
    assert certificates(app) == [Standing.ISSUED]


def test_trainers_of_other_agencies_see_nobody_here(world, client):
    taker = take(world, 2, RIGHT, WRONG)
    publish(world, corrected(*AB), 2)
    other = world.trainer(world.agency("Elsewhere"))
    page = client.sign_in(other).get("/regrading/quizzed/M.quiz")
    assert "Nothing would change" in page.text
    client.sign_in(taker.person).get("/regrading/quizzed/M.quiz", 404)


def test_the_command_lists_first_and_changes_when_told(app, world):
    taker = take(world, 2, RIGHT, WRONG)
    publish(world, corrected(*AB), 2)
    run = app.test_cli_runner().invoke
    listed = run(args=["quizzes", "regrade", "quizzed", "M.quiz"]).output
    assert "Sam Okafor  1 → 2  passed then" in listed
    assert "1 would change." in listed
    assert run(args=["quizzes", "regrade", "quizzed", "M.quiz", "--apply"]).exit_code == 2
    assert run(args=["quizzes", "regrade", "quizzed", "M.none"]).exit_code == 2
    told = run(args=["quizzes", "regrade", "quizzed", "M.quiz", "--apply", "--reason", "x"]).output
    assert "1 marked again." in told
    assert attempt(app, taker.try_id).passed


def test_the_command_ends_tries_whose_time_is_up(app, world):
    world.now -= timedelta(days=365)
    taker = Taker(world, {"pass": 1, "time": 10, "questions": AB})
    try_id = taker.start()
    assert "1 ended." in app.test_cli_runner().invoke(args=["quizzes", "close"]).output
    assert attempt(app, try_id).finished_at
