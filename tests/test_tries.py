"""Tries at quizzes: every way of working, times, draws, practice, and testing out."""

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import select

from cptraining.certificates.models import Certificate
from cptraining.database import db
from cptraining.learning import adjusting, attempts, state
from cptraining.learning.adjusting import Extra
from cptraining.learning.attempts import NoTryLeft, TooSoon
from cptraining.learning.models import Attempt, AttemptAnswer, StepState
from cptraining.outbox import actions as outbox
from cptraining.record import queries as record
from cptraining.rules.outline import Step
from tests.databases import on_both
from tests.quizzes import Taker, single

AB = [single("a"), single("b")]
RIGHT, WRONG = [0], [1]


def attempt(app, id_):
    with app.app_context():
        return db.session.get_one(Attempt, id_)


def answers(app, id_):
    with app.app_context():
        rows = db.session.scalars(select(AttemptAnswer).where(AttemptAnswer.attempt_id == id_))
        return {row.question: row for row in rows}


def step_state(app, taker, step="M.quiz"):
    with app.app_context():
        return db.session.get_one(StepState, (taker.cycle_id, step))


def told(app, taker):
    """The names of what the record holds of a cycle."""
    with app.app_context():
        return [event.name for event in record.of_stream(f"cycle/{taker.cycle_id}")]


def is_rebuilt(app, world, taker):
    """Whether the record says what the rows say."""
    with world.at_work():
        return not state.rebuild(taker.cycle_id)


@on_both
def test_in_a_deferred_quiz_saved_answers_are_marked_at_the_end(app, world):
    taker = Taker(world, {"pass": 1, "way": "deferred", "questions": AB})
    try_id = taker.start()
    taker.save(try_id, "a", WRONG)
    taker.save(try_id, "a", RIGHT, number=1)
    taker.finish(try_id)
    taker.finish(try_id)
    assert (attempt(app, try_id).score, attempt(app, try_id).passed) == (1, True)
    found = answers(app, try_id)
    assert {id_: (one.value, one.mark) for id_, one in found.items()} == {
        "a": (RIGHT, 1),
        "b": (None, 0),
    }
    assert told(app, taker).count("attempt.finished") == 1
    assert is_rebuilt(app, world, taker)


@on_both
def test_several_tries_give_hints_and_cost_the_penalty(app, world):
    hinted = single("a", hints=["Look at the bus.", "It is the bus."], penalty="0.25")
    taker = Taker(world, {"pass": "50%", "way": "interactive", "questions": [hinted]})
    try_id = taker.start()
    taker.answer(try_id, "a", WRONG)
    taker.check(try_id, "a")  # the button pressed twice is one try
    assert (answers(app, try_id)["a"].tries, answers(app, try_id)["a"].checked_at) == (1, None)
    taker.answer(try_id, "a", RIGHT, number=1)
    assert answers(app, try_id)["a"].mark == Decimal("0.75")
    assert attempt(app, try_id).passed


def test_when_no_hint_is_left_a_wrong_answer_is_locked(app, world):
    hinted = single("a", hints=["Look."])
    taker = Taker(world, {"pass": 1, "way": "interactive", "questions": [hinted]})
    try_id = taker.start()
    taker.answer(try_id, "a", WRONG)
    taker.answer(try_id, "a", [], number=1)
    found = answers(app, try_id)["a"]
    assert (found.mark, found.tries, found.history) == (0, 2, [WRONG])
    assert attempt(app, try_id).finished_at


def test_certainty_changes_the_score_and_not_the_mark(app, world):
    taker = Taker(world, {"pass": "50%", "certainty": True, "questions": AB})
    try_id = taker.start()
    taker.answer(try_id, "a", RIGHT, certainty=3)
    taker.answer(try_id, "b", WRONG, certainty=2)
    found = attempt(app, try_id)
    assert (found.score, found.out_of, found.passed) == (1, 6, False)
    assert [one.mark for one in answers(app, try_id).values()] == [1, 0]


def test_questions_weigh_what_they_are_worth(app, world):
    taker = Taker(world, {"pass": "60%", "questions": [single("a", worth=3), single("b")]})
    try_id = taker.start()
    taker.answer(try_id, "a", RIGHT)
    taker.answer(try_id, "b", WRONG)
    found = attempt(app, try_id)
    assert (found.score, found.out_of, found.passed) == (3, 4, True)


@pytest.mark.parametrize(
    ("counts", "scores", "outcome"),
    [
        ("best", [2, 1], (True, 2)),
        ("last", [1, 1, 2], (True, 2)),
        ("first", [1, 2], (False, 1)),
        ("average", [1, 2], (False, Decimal("1.5"))),
        ("average", [2, 1], (True, Decimal("1.5"))),  # it was enough after the first
    ],
)
def test_the_step_is_done_when_what_counts_is_enough(app, world, counts, scores, outcome):
    taker = Taker(world, {"pass": 2, "counts": counts, "questions": AB})
    for score in scores:
        try_id = taker.start()
        taker.answer(try_id, "a", RIGHT)
        taker.answer(try_id, "b", RIGHT if score == 2 else WRONG)
    known = step_state(app, taker)
    assert (known.state == "complete", known.best) == outcome
    assert known.tries == len(scores)
    assert is_rebuilt(app, world, taker)


def test_tries_and_waiting_are_kept_and_a_trainer_adds_to_them(app, world):
    taker = Taker(world, {"pass": 2, "tries": 2, "wait": {"first": 24}, "questions": AB})
    taker.finish(taker.start())
    with pytest.raises(TooSoon):
        taker.start()
    world.later(hours=24)
    taker.finish(taker.start())
    with pytest.raises(NoTryLeft):
        taker.start()
    trainer = world.trainer(taker.agency)
    with world.at_work() as now:
        extra = Extra(tries=1, minutes=0, reason="The network was down.")
        adjusting.adjust(taker.cycle_id, "M.quiz", extra, actor_id=trainer.id, now=now)
    assert taker.start()
    assert "quiz.adjusted" in told(app, taker)


@on_both
def test_a_try_ends_when_its_time_is_up_though_nobody_is_there(app, world):
    taker = Taker(world, {"pass": 1, "time": 10, "way": "deferred", "questions": AB})
    try_id = taker.start()
    taker.save(try_id, "a", RIGHT)
    end = world.now + timedelta(minutes=10)
    world.later(minutes=11, seconds=1)
    with app.app_context():
        outbox.handle_due(world.now)
    found = attempt(app, try_id)
    assert (found.finished_at, found.score, found.passed) == (end, 1, True)
    assert told(app, taker)[-1] == "certificate.issued"
    assert taker.start() != try_id


def test_time_added_while_somebody_writes_is_theirs(app, world):
    taker = Taker(world, {"pass": 1, "time": 10, "way": "deferred", "questions": AB})
    try_id = taker.start()
    trainer = world.trainer(taker.agency)
    with world.at_work() as now:
        extra = Extra(tries=0, minutes=5, reason="Needs longer to read.")
        adjusting.adjust(taker.cycle_id, "M.quiz", extra, actor_id=trainer.id, now=now)
    world.later(minutes=12)
    with app.app_context():
        outbox.handle_due(world.now)
    assert attempt(app, try_id).finished_at is None
    world.later(minutes=5)
    with app.app_context():
        outbox.handle_due(world.now)
    assert attempt(app, try_id).finished_at == attempt(app, try_id).started_at + timedelta(
        minutes=15
    )


def test_draws_take_other_questions_the_second_time(app, world):
    bank = [single(f"b{n}") for n in range(6)]
    content = {"pass": 1, "questions": [single("a")], "draw": [{"take": 3, "from": "bank"}]}
    taker = Taker(world, content, bank=bank)
    layouts = []
    for _ in range(2):
        try_id = taker.start(shuffle=lambda items: items[::-1])
        layouts.append(attempt(app, try_id).layout["questions"])
        taker.finish(try_id)
    assert [layout[0] for layout in layouts] == ["a", "a"]
    assert sorted(layouts[0][1:] + layouts[1][1:]) == [f"b{n}" for n in range(6)]


def test_in_a_later_try_questions_that_were_asked_give_way_while_there_are_others(app, world):
    bank = [single(f"b{n}") for n in range(3)]
    content = {"pass": 1, "questions": AB, "later": {"modules": ["M"], "from": "bank"}}
    taker = Taker(world, content, bank=bank)
    layouts = []
    for _ in range(3):
        try_id = taker.start()
        layouts.append(attempt(app, try_id).layout["questions"])
        taker.finish(try_id)
    assert [sorted(layout) for layout in layouts] == [["a", "b"], ["b0", "b1"], ["b", "b2"]]


def test_practice_counts_nowhere(app, world):
    taker = Taker(world, {"pass": 2, "practice": True, "tries": 1, "questions": AB})
    before = told(app, taker)
    for _ in range(2):
        try_id = taker.practise()
        taker.answer(try_id, "a", RIGHT)
        taker.answer(try_id, "b", RIGHT)
        assert attempt(app, try_id).score == 2
    assert told(app, taker) == before
    try_id = taker.start()
    assert attempt(app, try_id).number == 1


@on_both
def test_who_tests_out_has_done_the_module_and_gets_the_certificate(app, world):
    bank = [single(f"b{n}") for n in range(3)]
    out = {"pass": 2, "way": "deferred", "draw": [{"take": 2, "modules": ["M"], "from": "bank"}]}
    read = Step("M.read", "reading", "Read", 3, prose="<p>Hm.</p>")
    taker = Taker(world, {"pass": 1, "questions": AB}, bank=bank, steps=(read,), test_out=out)
    try_id = taker.start("M.out")
    for id_ in attempt(app, try_id).layout["questions"]:
        taker.save(try_id, id_, RIGHT)
    taker.finish(try_id)
    assert step_state(app, taker, "M.read").state == "complete"
    with app.app_context():
        assert db.session.scalar(select(Certificate.number)) is not None
    assert is_rebuilt(app, world, taker)
    with pytest.raises(attempts.TestedOut):
        taker.start("M.out")


def test_testing_out_is_tried_once(app, world):
    out = {"pass": 1, "draw": [{"take": 1, "from": "bank"}]}
    taker = Taker(world, {"pass": 1, "questions": AB}, bank=[single("b0")], test_out=out)
    taker.finish(taker.start("M.out"))
    with pytest.raises(NoTryLeft):
        taker.start("M.out")
    assert "step.completed" not in told(app, taker)
