"""Reading galleries: for everybody who is in the agency now, and for nobody else."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, or_, select

from cptraining.community.models import Exhibit
from cptraining.database import db
from cptraining.learning.models import Answer, Assignment, Cycle
from cptraining.people.access import among_colleagues, visible
from cptraining.people.models import Agency, Role
from cptraining.people.reader import Reader
from cptraining.rules.refusal import NotFound


class Hanging(NamedTuple):
    """Something in the gallery of an agency, as it was approved."""

    id: int
    edition_id: int
    step: str
    value: Any
    approved_at: datetime
    agency: str
    cycle_id: int


def hanging(reader: Reader) -> Sequence[Hanging]:
    """Everything in the galleries of the reader's agencies, the newest first."""
    rows = db.session.execute(
        _hanging(reader).order_by(Exhibit.approved_at.desc(), Exhibit.id.desc())
    )
    return [Hanging(*row) for row in rows]


def exhibit(reader: Reader, exhibit_id: int) -> Hanging:
    """One of them. Raises NotFound when it hangs nowhere, or in another agency."""
    return _one(_hanging(reader).where(Exhibit.id == exhibit_id))


def can_take_down(reader: Reader, exhibit_id: int) -> bool:
    """Whether the reader wrote it, or trains the agency in which it hangs."""
    whose = {"person": Assignment.person_id, "agency": Exhibit.agency_id}
    may = or_(visible(reader, Role.LEARNER, **whose), visible(reader, Role.TRAINER, **whose))
    found = _hanging(reader).where(Exhibit.id == exhibit_id, may)
    return db.session.execute(found).one_or_none() is not None


def of_answer(reader: Reader, answer_id: int) -> Hanging | None:
    """What hangs of an answer in an agency of the reader's; None = nothing."""
    row = db.session.execute(_hanging(reader).where(Exhibit.answer_id == answer_id)).one_or_none()
    return Hanging(*row) if row else None


def _one(wanted: Select[Any]) -> Hanging:
    row = db.session.execute(wanted).one_or_none()
    if row is None:
        raise NotFound
    return Hanging(*row)


def _hanging(reader: Reader) -> Select[Any]:
    """Sharing that was taken back takes it down at once; sharing again does not hang it again."""
    return (
        select(
            Exhibit.id,
            Exhibit.edition_id,
            Exhibit.step,
            Exhibit.value,
            Exhibit.approved_at,
            Agency.name,
            Cycle.id,
        )
        .join(Agency, Agency.id == Exhibit.agency_id)
        .join(Answer, Answer.id == Exhibit.answer_id)
        .join(Cycle, Cycle.id == Answer.cycle_id)
        .join(Assignment, Assignment.id == Cycle.assignment_id)
        .where(
            among_colleagues(reader, agency=Exhibit.agency_id),
            Exhibit.taken_down_at.is_(None),
            Answer.shared_at <= Exhibit.approved_at,
            Assignment.withdrawn_at.is_(None),
        )
    )
