"""Everything derived can be derived again; and nothing is done twice, however many try."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, update

from cptraining.certificates.models import Certificate
from cptraining.database import db
from cptraining.learning import actions, assignments, attempts, rebuilding, state
from cptraining.learning.models import CourseState, Cycle, ModuleState, StepState
from cptraining.operations.demonstration import SCRIPT
from cptraining.record.models import Event
from cptraining.rules.refusal import Refusal
from tests.databases import on_both
from tests.together import together

STEPS = [
    *("T1.wheels", "T1.leaflet", "T1.network", "T1.read-map", "T1.sort", "T1.barrier"),
    *("T1.panel", "T1.try"),
]
DEEDS = st.lists(
    st.one_of(
        st.tuples(st.just("finish"), st.sampled_from(STEPS), st.booleans()),
        st.tuples(st.just("write"), st.sampled_from(STEPS), st.integers(0, 3)),
        st.tuples(st.just("attempt"), st.sampled_from(["right", "wrong"]), st.integers(1, 5)),
        st.tuples(st.just("due"), st.none(), st.integers(-9, 9)),
        st.tuples(st.just("note"), st.none(), st.none()),
        st.tuples(st.just("rush"), st.none(), st.none()),
    ),
    max_size=12,
)


class History:
    """One learner doing random things, each at a later moment than the one before."""

    def __init__(self, world, agency, course_id):
        self.world, self.agency, self.course_id = world, agency, course_id
        self.person = world.learner(agency)
        self.cycle_id = world.assign(self.person, course_id)
        self.do(actions.open_cycle, self.cycle_id, self.person.id)

    def do(self, action, *args, **more):
        """What the action returns; None when it was refused, which is no harm."""
        self.world.later(minutes=7)
        try:
            with self.world.at_work() as now:
                return action(*args, **more, now=now)
        except Refusal:
            return None

    def finish(self, step, on_paper):
        self.do(
            actions.complete_step,
            self.cycle_id,
            step,
            actor_id=self.person.id,
            on_paper=on_paper,
        )

    def write(self, step, number):
        self.do(actions.save_answer, self.cycle_id, step, {"words": step}, number=number)

    def note(self, *_):
        self.do(actions.read_note, self.cycle_id, self.person.id)

    def due(self, _, days):
        self.do(
            assignments.assign,
            person_id=self.person.id,
            agency_id=self.agency,
            course_id=self.course_id,
            due_on=(self.world.now + timedelta(days=days)).date(),
            actor_id=None,
        )

    def rush(self, *_):
        """Everything at once, so that many histories reach the end."""
        self.note()
        for step in STEPS:
            self.finish(step, on_paper=False)
        self.attempt("right", 5)

    def attempt(self, answers, count):
        attempt_id = self.do(
            attempts.start, self.cycle_id, "T1.quiz", actor_id=self.person.id, shuffle=list
        )
        for question, answer in list(SCRIPT[answers].items())[:count]:
            self.do(attempts.save, attempt_id, question, answer, number=0)
            self.do(attempts.check, attempt_id, question, actor_id=self.person.id)


def stored(cycle_id):
    """Every derived row of a cycle, as plain values."""
    return [
        {c.name: getattr(row, c.key) for c in table.__table__.columns}
        for table in (CourseState, ModuleState, StepState)
        for row in db.session.scalars(
            select(table)
            .where(table.cycle_id == cycle_id)
            .order_by(*table.__table__.primary_key.columns)
            .execution_options(populate_existing=True)
        )
    ]


@on_both
def test_rebuilding_gives_what_was_stored_over_random_histories(app, world):
    agency, course_id = world.agency(), world.course().course_id

    @settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
    @given(DEEDS)
    def tell(deeds):
        history = History(world, agency, course_id)
        for deed, first, second in deeds:
            getattr(history, deed)(first, second)
        with app.app_context():
            before = stored(history.cycle_id)
            certificates = db.session.scalar(
                select(func.count())
                .select_from(Certificate)
                .where(Certificate.cycle_id == history.cycle_id)
            )
        assert certificates == (1 if before[0]["completed_at"] else 0)
        with world.at_work():
            assert rebuilding.rebuild(history.cycle_id) is False
        with world.at_work():
            for table in (ModuleState, StepState):
                db.session.query(table).filter_by(cycle_id=history.cycle_id).delete()
            spoilt = update(CourseState).where(CourseState.cycle_id == history.cycle_id)
            db.session.execute(spoilt.values(state="exempt", done=99, completed_at=None))
        with world.at_work():
            assert rebuilding.rebuild(history.cycle_id) is True
        with app.app_context():
            assert stored(history.cycle_id) == before

    tell()


@on_both
def test_fifty_threads_finishing_the_last_step_complete_the_course_once(app, world):
    history = History(world, world.agency(), world.course().course_id)
    history.note()
    for step in STEPS[:-1]:
        history.finish(step, on_paper=False)
    history.attempt("right", 5)

    def finish():
        return actions.complete_step(
            history.cycle_id, STEPS[-1], actor_id=history.person.id, now=world.now
        )

    assert together(app, 50, finish) == [True] * 50
    with app.app_context():
        made = select(Event.name, func.count()).group_by(Event.name)
        counts = dict(db.session.execute(made).all())
        numbers = db.session.scalars(
            select(Event.number).where(Event.stream == f"cycle/{history.cycle_id}")
        ).all()
        assert counts["course.completed"] == counts["certificate.issued"] == 1
        assert counts["step.completed"] == 9
        assert sorted(numbers) == list(range(1, len(numbers) + 1))
        assert db.session.scalar(select(func.count()).select_from(Certificate)) == 1


@on_both
def test_fifty_threads_checking_the_last_answer_finish_the_try_once(app, world):
    history = History(world, world.agency(), world.course().course_id)
    attempt_id = history.do(
        attempts.start, history.cycle_id, "T1.quiz", actor_id=history.person.id, shuffle=list
    )
    *first, last = SCRIPT["right"].items()
    for question, answer in first:
        history.do(attempts.save, attempt_id, question, answer, number=0)
        history.do(attempts.check, attempt_id, question, actor_id=history.person.id)
    history.do(attempts.save, attempt_id, *last, number=0)

    together(
        app,
        50,
        lambda: attempts.check(attempt_id, last[0], actor_id=history.person.id, now=world.now),
    )
    with app.app_context():
        names = db.session.scalars(select(Event.name)).all()
        assert names.count("attempt.finished") == 1
        assert state.from_record(history.cycle_id).step("T1.quiz").tries == 1


@on_both
def test_of_two_pages_saving_at_once_only_one_wins(app, world):
    history = History(world, world.agency(), world.course().course_id)
    texts = iter(range(100))

    def save():
        value = {"words": next(texts)}
        return actions.save_answer(history.cycle_id, "T1.try", value, number=0, now=world.now)

    outcomes = [type(outcome).__name__ for outcome in together(app, 10, save)]
    assert sorted(outcomes) == ["Saved"] + ["Stale"] * 9


def test_a_try_cannot_be_begun_twice(app, world):
    history = History(world, world.agency(), world.course().course_id)
    ids = together(
        app,
        20,
        lambda: attempts.start(
            history.cycle_id,
            "T1.quiz",
            actor_id=history.person.id,
            now=world.now,
            shuffle=list,
        ),
    )
    assert len(set(ids)) == 1


@pytest.mark.parametrize("actor", [None, 1])
def test_what_was_taken_back_is_gone_for_the_learner_and_stays_in_the_record(world, app, actor):
    history = History(world, world.agency(), world.course().course_id)
    with app.app_context():
        assignment = db.session.get_one(Cycle, history.cycle_id).assignment_id
    with world.at_work() as now:
        assignments.withdraw(assignment, actor, now)
    with pytest.raises(Refusal), world.at_work() as now:
        actions.complete_step(history.cycle_id, "T1.wheels", actor_id=history.person.id, now=now)
    with app.app_context():
        assert "assignment.withdrawn" in db.session.scalars(select(Event.name)).all()
