"""Reading assignments, cycles, answers and attempts; all people's data through `visible`."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import ScalarSelect, Select, exists, func, select
from sqlalchemy.orm import contains_eager, joinedload

from cptraining.certificates.models import Certificate
from cptraining.certificates.queries import IS_CURRENT
from cptraining.courses.models import Course, Edition
from cptraining.database import db
from cptraining.learning.models import (
    Answer,
    Assignment,
    Attempt,
    Cycle,
    StepState,
)
from cptraining.people.access import visible
from cptraining.people.models import Membership, Person, Role
from cptraining.rules.refusal import NotFound


def own_cycle(me: Person, cycle_id: int) -> Cycle:
    """A cycle of the reader's own, with assignment, agency, course and state.

    Raises NotFound when it is unknown, somebody else's or taken back.
    """
    cycle = db.session.scalar(_own_cycles(me).where(Cycle.id == cycle_id))
    if cycle is None:
        raise NotFound
    return cycle


class Shelved(NamedTuple):
    """A course on somebody's shelf.

    `cycle` is None for an open course that they have not started; `edition_id` is the one they
    work in or would start with; `certificate` is the number of the current one.
    """

    course: Course
    cycle: Cycle | None
    edition_id: int
    certificate: str | None


def own_shelf(me: Person) -> list[Shelved]:
    """The reader's cycles, those with the nearest due date first."""
    order = (Assignment.due_on.is_(None), Assignment.due_on, Cycle.id)
    return _shelved(_own_cycles(me).order_by(*order))


def own_shelved(me: Person, cycle_id: int) -> Shelved:
    """One of the reader's cycles. Raises NotFound when it is unknown or somebody else's."""
    found = _shelved(_own_cycles(me).where(Cycle.id == cycle_id))
    if not found:
        raise NotFound
    return found[0]


def _shelved(cycles: Select[Cycle]) -> list[Shelved]:
    rows = db.session.execute(
        cycles.add_columns(
            func.coalesce(Cycle.edition_id, _newest_edition()), Certificate.number
        ).outerjoin(
            Certificate,
            (Certificate.cycle_id == Cycle.id) & (IS_CURRENT),
        )
    )
    return [
        Shelved(cycle.assignment.course, cycle, edition_id, number)
        for cycle, edition_id, number in rows
    ]


def open_shelf(me: Person) -> list[Shelved]:
    """Open courses that the reader was not assigned and has not started."""
    mine = exists().where(
        Assignment.course_id == Course.id,
        Assignment.withdrawn_at.is_(None),
        visible(me, Role.LEARNER, person=Assignment.person_id, agency=Assignment.agency_id),
    )
    rows = db.session.execute(
        select(Course, _newest_edition()).where(Course.is_open, ~mine).order_by(Course.id)
    )
    return [Shelved(course, None, edition_id, None) for course, edition_id in rows]


def _newest_edition() -> ScalarSelect[int]:
    return (
        select(func.max(Edition.id))
        .where(Edition.course_id == Course.id)
        .correlate(Course)
        .scalar_subquery()
    )


def _own_cycles(me: Person) -> Select[Cycle]:
    return (
        select(Cycle)
        .join(Cycle.assignment)
        .join(Assignment.course)
        .join(Cycle.course_state)
        .where(
            visible(me, Role.LEARNER, person=Assignment.person_id, agency=Assignment.agency_id),
            Assignment.withdrawn_at.is_(None),
        )
        .options(
            contains_eager(Cycle.assignment).options(
                contains_eager(Assignment.course), joinedload(Assignment.agency)
            ),
            contains_eager(Cycle.course_state),
        )
    )


def step_states(cycle_ids: Sequence[int]) -> Sequence[StepState]:
    """What is known of the steps of some cycles."""
    return db.session.scalars(select(StepState).where(StepState.cycle_id.in_(cycle_ids))).all()


def answers(cycle_id: int, steps: Sequence[str]) -> dict[str, Answer]:
    """What was written on some steps of a cycle, by step."""
    found = db.session.scalars(
        select(Answer).where(Answer.cycle_id == cycle_id, Answer.step.in_(steps))
    )
    return {answer.step: answer for answer in found}


def attempts(cycle_id: int, step: str) -> Sequence[Attempt]:
    """All tries at one quiz, the first one first."""
    return db.session.scalars(
        select(Attempt)
        .where(Attempt.cycle_id == cycle_id, Attempt.step == step)
        .order_by(Attempt.number)
    ).all()


def own_attempt(me: Person, attempt_id: int) -> Attempt:
    """A try of the reader's own, with its cycle and answers. Raises NotFound as above."""
    is_mine = visible(me, Role.LEARNER, person=Assignment.person_id, agency=Assignment.agency_id)
    attempt = (
        db.session.scalars(
            select(Attempt)
            .join(Attempt.cycle)
            .join(Cycle.assignment)
            .join(Cycle.course_state)
            .outerjoin(Attempt.answers)
            .where(Attempt.id == attempt_id, is_mine, Assignment.withdrawn_at.is_(None))
            .options(
                contains_eager(Attempt.answers),
                contains_eager(Attempt.cycle).options(
                    contains_eager(Cycle.course_state),
                    contains_eager(Cycle.assignment).options(
                        joinedload(Assignment.course), joinedload(Assignment.agency)
                    ),
                ),
            )
        )
        .unique()
        .one_or_none()
    )
    if attempt is None:
        raise NotFound
    return attempt


def trained_memberships(reader: Person, person_id: int) -> Sequence[Membership]:
    """Where somebody learns now among the agencies that the reader trains.

    Raises NotFound when there is no such agency, or no such person.
    """
    found = db.session.scalars(
        select(Membership)
        .where(
            visible(
                reader, Role.TRAINER, person=Membership.person_id, agency=Membership.agency_id
            ),
            Membership.person_id == person_id,
            Membership.role == Role.LEARNER,
            Membership.left_at.is_(None),
        )
        .options(joinedload(Membership.agency), joinedload(Membership.person))
    ).all()
    if not found:
        raise NotFound
    return found


def trained_assignment(reader: Person, assignment_id: int) -> Assignment:
    """An assignment in an agency that the reader trains, with its course. Raises NotFound."""
    assignment = db.session.scalar(
        select(Assignment)
        .where(
            visible(
                reader, Role.TRAINER, person=Assignment.person_id, agency=Assignment.agency_id
            ),
            Assignment.id == assignment_id,
            Assignment.withdrawn_at.is_(None),
        )
        .options(joinedload(Assignment.course), joinedload(Assignment.person))
    )
    if assignment is None:
        raise NotFound
    return assignment


def course_choices() -> Sequence[Course]:
    """Every course that can be assigned, by title."""
    return db.session.scalars(select(Course).order_by(Course.title)).all()
