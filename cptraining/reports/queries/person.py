"""Reading one person as the trainers of their agencies see them. Nothing reads what they wrote."""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import ColumnElement, SQLColumnExpression, func, select
from sqlalchemy.orm import contains_eager, joinedload

from cptraining.certificates.models import Certificate
from cptraining.courses.models import Course, Edition
from cptraining.database import db
from cptraining.learning.models import Assignment, Cycle
from cptraining.people.access import visible
from cptraining.people.models import Membership, Role
from cptraining.people.reader import Reader
from cptraining.record.models import Event
from cptraining.rules.refusal import NotFound

LATEST = 60
"""How many events are told; what came before them is summed up in the states."""


class Opened(NamedTuple):
    """A cycle, and the edition that it is or would be done in."""

    cycle: Cycle
    edition_id: int


def memberships(reader: Reader, person_id: int) -> Sequence[Membership]:
    """What somebody is now in the agencies that the reader trains, with person and team.

    Raises NotFound when that is nothing.
    """
    found = db.session.scalars(
        select(Membership)
        .where(
            _seen(reader, Membership.person_id, Membership.agency_id),
            Membership.person_id == person_id,
            Membership.left_at.is_(None),
        )
        .options(
            joinedload(Membership.person),
            joinedload(Membership.agency),
            joinedload(Membership.team),
        )
        .order_by(Membership.id)
    ).all()
    if not found:
        raise NotFound
    return found


def cycles(reader: Reader, person_id: int) -> list[Opened]:
    """Somebody's cycles in the agencies that the reader trains, the newest first."""
    newest = select(func.max(Edition.id)).where(Edition.course_id == Course.id)
    edition_id = func.coalesce(Cycle.edition_id, newest.correlate(Course).scalar_subquery())
    rows = db.session.execute(
        select(Cycle, edition_id)
        .join(Cycle.assignment)
        .join(Assignment.course)
        .join(Assignment.agency)
        .join(Cycle.course_state)
        .where(
            _seen(reader, Assignment.person_id, Assignment.agency_id),
            Assignment.person_id == person_id,
            Assignment.withdrawn_at.is_(None),
        )
        .options(
            contains_eager(Cycle.course_state),
            contains_eager(Cycle.assignment).options(
                contains_eager(Assignment.course), contains_eager(Assignment.agency)
            ),
        )
        .order_by(Cycle.id.desc())
    )
    return [Opened(*row) for row in rows]


def certificates(reader: Reader, person_id: int) -> Sequence[Certificate]:
    """Somebody's certificates from the agencies that the reader trains, the newest first."""
    return db.session.scalars(
        select(Certificate)
        .where(
            _seen(reader, Certificate.person_id, Certificate.agency_id),
            Certificate.person_id == person_id,
        )
        .order_by(Certificate.id.desc())
    ).all()


def events(reader: Reader, person_id: int) -> Sequence[Event]:
    """What somebody did lately in the agencies that the reader trains, the newest first."""
    return db.session.scalars(
        select(Event)
        .where(_seen(reader, Event.person_id, Event.agency_id), Event.person_id == person_id)
        .order_by(Event.happened_at.desc(), Event.id.desc())
        .limit(LATEST)
    ).all()


def _seen(
    reader: Reader,
    person: SQLColumnExpression[int],
    agency: SQLColumnExpression[int] | SQLColumnExpression[int | None],
) -> ColumnElement[bool]:
    return visible(reader, Role.TRAINER, person=person, agency=agency)
