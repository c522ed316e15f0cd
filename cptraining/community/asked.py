"""Reading what colleagues ask in a gallery: for who asked, the writer and the trainers."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import aliased

from cptraining.community.models import Exhibit, ExhibitQuestion
from cptraining.database import db
from cptraining.learning.models import Answer, Assignment, Cycle
from cptraining.people.access import visible
from cptraining.people.models import Person, Role
from cptraining.people.reader import Reader


class Question(NamedTuple):
    """What a colleague asks at an exhibit."""

    id: int
    exhibit_id: int
    asked_by: int
    name: str
    text: str
    asked_at: datetime
    removed_at: datetime | None


def questions(reader: Reader, exhibit_id: int) -> Sequence[Question]:
    """What the reader may know of what was asked at an exhibit and at what hung before it.

    The oldest first. Their own question is among them even when it was removed.
    """
    of = aliased(Exhibit)
    rows = db.session.execute(
        _asked(reader)
        .join(of, of.answer_id == Exhibit.answer_id)
        .join(Person, Person.id == ExhibitQuestion.asked_by)
        .where(
            of.id == exhibit_id,
            or_(
                ExhibitQuestion.removed_at.is_(None),
                ExhibitQuestion.asked_by == reader.id,
            ),
        )
        .with_only_columns(
            ExhibitQuestion.id,
            ExhibitQuestion.exhibit_id,
            ExhibitQuestion.asked_by,
            Person.name,
            ExhibitQuestion.text,
            ExhibitQuestion.asked_at,
            ExhibitQuestion.removed_at,
        )
        .order_by(ExhibitQuestion.id)
    )
    return [Question(*row) for row in rows]


def counts(reader: Reader) -> Mapping[int, int]:
    """How many questions the reader may answer at what hangs, by the exhibit's id."""
    of = aliased(Exhibit)
    rows = db.session.execute(
        _asked(reader)
        .join(of, of.answer_id == Exhibit.answer_id)
        .where(
            of.taken_down_at.is_(None),
            ExhibitQuestion.removed_at.is_(None),
            ExhibitQuestion.asked_by != reader.id,
        )
        .with_only_columns(of.id, func.count())
        .group_by(of.id)
    )
    return {row[0]: row[1] for row in rows}


def _asked(reader: Reader) -> Select[Any]:
    """Questions that the reader asked, or that are for them as writer or trainer."""
    whose = {"person": Assignment.person_id, "agency": Exhibit.agency_id}
    return (
        select(ExhibitQuestion.id)
        .join(Exhibit, Exhibit.id == ExhibitQuestion.exhibit_id)
        .join(Answer, Answer.id == Exhibit.answer_id)
        .join(Cycle, Cycle.id == Answer.cycle_id)
        .join(Assignment, Assignment.id == Cycle.assignment_id)
        .where(
            or_(
                ExhibitQuestion.asked_by == reader.id,
                visible(reader, Role.LEARNER, **whose),
                visible(reader, Role.TRAINER, **whose),
            )
        )
    )
