"""What trainers read of the people and assignments of their agencies."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload

from cptraining.courses.models import Course
from cptraining.database import db
from cptraining.learning.by_trainers import Adjustment
from cptraining.learning.models import Assignment, Cycle
from cptraining.people.access import visible
from cptraining.people.models import Membership, Person, Role
from cptraining.people.reader import Reader
from cptraining.rules.refusal import NotFound


class Trained(NamedTuple):
    """A round of somebody whom the reader trains; `edition_id` None = not opened yet."""

    id: int
    edition_id: int | None
    person_id: int
    person: str


class Added(NamedTuple):
    """More tries or minutes at a quiz, why, when and by whom."""

    step: str
    tries: int
    minutes: int
    reason: str
    made_at: datetime
    by: str


def memberships(reader: Reader, person_id: int) -> Sequence[Membership]:
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


def assignment(reader: Reader, assignment_id: int) -> Assignment:
    """An assignment in an agency that the reader trains, with its course. Raises NotFound."""
    assignment = db.session.scalar(
        select(Assignment)
        .where(
            assignments_of(reader),
            Assignment.id == assignment_id,
            Assignment.withdrawn_at.is_(None),
        )
        .options(joinedload(Assignment.course), joinedload(Assignment.person))
    )
    if assignment is None:
        raise NotFound
    return assignment


def assignments_of(reader: Reader) -> ColumnElement[bool]:
    """The condition that limits a query of assignments to the agencies that the reader trains."""
    return visible(reader, Role.TRAINER, person=Assignment.person_id, agency=Assignment.agency_id)


def cycle(reader: Reader, cycle_id: int) -> Trained:
    """A round of somebody in an agency that the reader trains. Raises NotFound."""
    row = db.session.execute(
        select(Cycle.id, Cycle.edition_id, Person.id, Person.name)
        .join(Assignment, Assignment.id == Cycle.assignment_id)
        .join(Person, Person.id == Assignment.person_id)
        .where(assignments_of(reader), Cycle.id == cycle_id, Assignment.withdrawn_at.is_(None))
    ).one_or_none()
    if row is None:
        raise NotFound
    return Trained(*row)


def adjustments(cycle_id: int) -> list[Added]:
    """What was added in a round that the reader may see, the oldest first."""
    columns = (Adjustment.step, Adjustment.tries, Adjustment.minutes, Adjustment.reason)
    rows = db.session.execute(
        select(*columns, Adjustment.made_at, Person.name)
        .join(Person, Person.id == Adjustment.made_by)
        .where(Adjustment.cycle_id == cycle_id)
        .order_by(Adjustment.id)
    )
    return [Added(*row) for row in rows]


def course_choices() -> Sequence[Course]:
    """Every course that can be assigned, by title."""
    return db.session.scalars(select(Course).order_by(Course.title)).all()
