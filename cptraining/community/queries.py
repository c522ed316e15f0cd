"""Reading galleries: for everybody who is in the agency now, and for nobody else."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, select

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


class Standing(NamedTuple):
    """Whether somebody wrote what hangs, and whether they train the agency."""

    wrote: bool
    trains: bool

    @property
    def is_answerable(self) -> bool:
        """Whether they may take it down, and read what colleagues ask there."""
        return self.wrote or self.trains


def hanging(reader: Reader) -> Sequence[Hanging]:
    """Everything in the galleries of the reader's agencies, the newest first."""
    rows = db.session.execute(
        _hanging(reader).order_by(Exhibit.approved_at.desc(), Exhibit.id.desc())
    )
    return [Hanging(*row) for row in rows]


def exhibit(reader: Reader, exhibit_id: int) -> Hanging:
    """One of them. Raises NotFound when it hangs nowhere, or in another agency."""
    return _one(_hanging(reader).where(Exhibit.id == exhibit_id))


def standing(reader: Reader, exhibit_id: int) -> Standing:
    """What one of them is to the reader. Raises NotFound as above."""
    wrote = visible(reader, Role.LEARNER, person=Assignment.person_id, agency=Exhibit.agency_id)
    trains = visible(reader, Role.TRAINER, person=Assignment.person_id, agency=Exhibit.agency_id)
    wanted = _hanging(reader).where(Exhibit.id == exhibit_id).with_only_columns(wrote, trains)
    row = db.session.execute(wanted).one_or_none()
    if row is None:
        raise NotFound
    return Standing(*map(bool, row))


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
