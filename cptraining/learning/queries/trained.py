"""What trainers read of the people and assignments of their agencies."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import joinedload

from cptraining.courses.models import Course
from cptraining.database import db
from cptraining.learning.models import Assignment
from cptraining.people.access import visible
from cptraining.people.models import Membership, Role
from cptraining.people.reader import Reader
from cptraining.rules.refusal import NotFound


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


def course_choices() -> Sequence[Course]:
    """Every course that can be assigned, by title."""
    return db.session.scalars(select(Course).order_by(Course.title)).all()
