"""A quiz under every order of acts: whatever happens, nothing is lost and nothing counts twice."""

from copy import deepcopy
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import count

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select

from cptraining.certificates.models import Certificate, Standing
from cptraining.database import db
from cptraining.learning import regrading, state
from cptraining.learning.keeping import Saved, Stale
from cptraining.learning.models import Attempt, CourseState
from cptraining.learning.regrading import Decision
from cptraining.outbox import actions as outbox
from cptraining.record import queries as record
from cptraining.rules.refusal import Refusal
from tests.quizzes import Taker, course, single

IDS = ("a", "b", "c")
NUMBERS = count(1)


@dataclass
class Seen:
    """What one try was told: the acknowledged number and answer of each question."""

    kept: dict[str, tuple[int, list[int]]] = field(default_factory=dict)
    locked: set[str] = field(default_factory=set)
    is_open: bool = True


class QuizMachine(RuleBasedStateMachine):
    """One person and a trainer, acting on one quiz in any order."""

    world, agency = None, None  # set for each test

    @initialize(
        way=st.sampled_from(["immediate", "deferred", "interactive"]),
        time=st.sampled_from([None, 10]),
        tries=st.sampled_from([None, 2]),
        needed=st.integers(1, 3),
    )
    def begin(self, way, time, tries, needed):
        self.questions = [single(id_, hints=["Look."]) for id_ in IDS]
        rules = {"pass": needed, "way": way, "time": time, "tries": tries}
        self.content = {name: value for name, value in rules.items() if value}
        self.slug = f"quiz-{next(NUMBERS)}"
        content = self.content | {"questions": self.questions}
        self.taker = Taker(self.world, content, agency=self.agency, slug=self.slug)
        self.tries: dict[int, Seen] = {}
        self.was_complete = False

    def open_try(self):
        return next((id_ for id_, seen in self.tries.items() if seen.is_open), None)

    @rule()
    def start(self):
        before = self.open_try()
        try:
            try_id = self.taker.start()
        except Refusal:
            return
        assert try_id not in self.tries or try_id == before
        self.tries.setdefault(try_id, Seen())

    @precondition(lambda self: self.tries)
    @rule(
        data=st.data(),
        id_=st.sampled_from(IDS),
        value=st.sampled_from([[0], [1]]),
        is_stale=st.booleans(),
    )
    def save(self, data, id_, value, is_stale):
        try_id = data.draw(st.sampled_from(list(self.tries)))
        seen = self.tries[try_id]
        number, known = seen.kept.get(id_, (0, None))
        sent = max(number - 1, 0) if is_stale else number
        outcome = self.taker.save(try_id, id_, value, number=sent)
        if isinstance(outcome, Saved):
            assert outcome.number == number or (outcome.number == number + 1 and sent == number)
            assert id_ not in seen.locked or value == known
            seen.kept[id_] = (outcome.number, value)
        else:
            assert isinstance(outcome, Stale)
            assert sent != number or id_ in seen.locked or not self.is_open(try_id)

    @precondition(lambda self: self.open_try() and self.content["way"] != "deferred")
    @rule(id_=st.sampled_from(IDS))
    def check(self, id_):
        try_id = self.open_try()
        if id_ in self.tries[try_id].kept:
            self.taker.check(try_id, id_)

    @precondition(lambda self: self.tries)
    @rule(data=st.data())
    def hand_in(self, data):
        self.taker.finish(data.draw(st.sampled_from(list(self.tries))))

    @rule(minutes=st.integers(1, 12))
    def time_passes(self, minutes):
        self.world.later(minutes=minutes)

    @rule()
    def the_worker_comes(self):
        with self.world.app.app_context():
            outbox.handle_due(self.world.now)

    @rule(id_=st.sampled_from(IDS), takes=st.booleans())
    def correct_a_question_and_mark_again(self, id_, takes):
        self.questions = deepcopy(self.questions)
        for option in self.questions[IDS.index(id_)]["options"]:
            option["right"] = not option.get("right", False)
        content = self.content | {"questions": self.questions}
        self.world.course(course(content, slug=self.slug))
        with self.world.at_work() as now:
            found = regrading.proposals(self.taker.course_id, "M.quiz")
            ids = frozenset(one.attempt.id for one in found if takes)
            taken = regrading.apply(found, Decision("A slip.", None, ids), now=now)
            assert taken == len(found)
            assert regrading.proposals(self.taker.course_id, "M.quiz") == []
        if takes and ids:
            self.was_complete = False

    def is_open(self, try_id):
        with self.world.app.app_context():
            return db.session.get_one(Attempt, try_id).finished_at is None

    @invariant()
    def everything_adds_up(self):
        if not hasattr(self, "taker"):
            return
        with self.world.app.app_context():
            found = db.session.scalars(
                select(Attempt).where(Attempt.cycle_id == self.taker.cycle_id)
            ).all()
            assert sum(one.finished_at is None for one in found) <= 1
            for one in found:
                self.compare(one)
            self.compare_record(found)
        with self.world.at_work():
            assert not state.rebuild(self.taker.cycle_id)

    def compare(self, attempt):
        """One try with what it was told."""
        seen = self.tries[attempt.id]
        answers = {
            row.question: row
            for row in db.session.scalars(
                select(regrading.AttemptAnswer).filter_by(attempt_id=attempt.id)
            )
        }
        for id_, (number, value) in seen.kept.items():
            assert (answers[id_].number, answers[id_].value) == (number, value)
        seen.locked = {id_ for id_, row in answers.items() if row.checked_at}
        seen.is_open = attempt.finished_at is None
        if attempt.finished_at is not None:
            assert answers.keys() == set(IDS)
            total = sum((row.mark * row.worth for row in answers.values()), start=Decimal(0))
            assert attempt.score == total
            assert attempt.passed is (total + Decimal("0.0000002") >= int(self.content["pass"]))

    def compare_record(self, found):
        told = [event.name for event in record.of_stream(f"cycle/{self.taker.cycle_id}")]
        assert told.count("attempt.started") == len(found)
        assert told.count("attempt.finished") == sum(bool(one.finished_at) for one in found)
        is_complete = bool(db.session.get_one(CourseState, self.taker.cycle_id).completed_at)
        assert is_complete or not self.was_complete
        self.was_complete = is_complete
        current = db.session.scalars(
            select(Certificate).filter_by(cycle_id=self.taker.cycle_id, standing=Standing.ISSUED)
        ).all()
        assert len(current) == is_complete


@pytest.mark.slow
def test_a_quiz_holds_under_any_order_of_acts(world, monkeypatch):
    monkeypatch.setattr(QuizMachine, "world", world)
    monkeypatch.setattr(QuizMachine, "agency", world.agency())
    run_state_machine_as_test(
        QuizMachine,
        settings=settings(
            max_examples=30,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
