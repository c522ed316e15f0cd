"""What was shared, what was said to it, and what it said before."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, select

from cptraining.database import db
from cptraining.learning.models import Answer, AnswerVersion, Assignment, Comment, Cycle
from cptraining.people.access import visible
from cptraining.people.models import Person, Role
from cptraining.people.reader import Reader
from cptraining.rules.refusal import NotFound


class Version(NamedTuple):
    """What an answer said at one time."""

    value: Any
    saved_at: datetime


class Said(NamedTuple):
    """A trainer's comment; `read_at` is None while the writer has not seen it."""

    author: str
    text: str
    written_at: datetime
    read_at: datetime | None


class Shared(NamedTuple):
    """An answer that somebody shared with their trainers."""

    id: int
    step: str
    number: int
    value: Any
    saved_at: datetime
    shared_at: datetime
    cycle_id: int
    edition_id: int
    person_id: int
    person: str


def versions(answer_id: int) -> list[Version]:
    """What an answer of the reader's own said before, the newest first."""
    rows = db.session.execute(
        select(AnswerVersion.value, AnswerVersion.saved_at)
        .where(AnswerVersion.answer_id == answer_id)
        .order_by(AnswerVersion.number.desc())
    )
    return [Version(*row) for row in rows]


def comments(answer_id: int) -> list[Said]:
    """What trainers said to an answer that the reader may see, the oldest first."""
    rows = db.session.execute(
        select(Person.name, Comment.text, Comment.written_at, Comment.read_at)
        .join(Person, Person.id == Comment.author_id)
        .where(Comment.answer_id == answer_id)
        .order_by(Comment.id)
    )
    return [Said(*row) for row in rows]


def shared(reader: Reader, answer_id: int) -> Shared:
    """An answer that was shared with the reader as a trainer. Raises NotFound."""
    row = db.session.execute(_shared(reader).where(Answer.id == answer_id)).one_or_none()
    if row is None:
        raise NotFound
    return Shared(*row)


def shared_by(reader: Reader, person_id: int) -> Sequence[Shared]:
    """What somebody shared with the reader as a trainer, the newest first."""
    rows = db.session.execute(
        _shared(reader)
        .where(Assignment.person_id == person_id)
        .order_by(Answer.shared_at.desc(), Answer.id.desc())
    )
    return [Shared(*row) for row in rows]


def _shared(reader: Reader) -> Select[Any]:
    return (
        select(
            Answer.id,
            Answer.step,
            Answer.number,
            Answer.value,
            Answer.saved_at,
            Answer.shared_at,
            Cycle.id,
            Cycle.edition_id,
            Person.id,
            Person.name,
        )
        .join(Cycle, Cycle.id == Answer.cycle_id)
        .join(Assignment, Assignment.id == Cycle.assignment_id)
        .join(Person, Person.id == Assignment.person_id)
        .where(
            visible(
                reader, Role.TRAINER, person=Assignment.person_id, agency=Assignment.agency_id
            ),
            Answer.shared_at.is_not(None),
            Assignment.withdrawn_at.is_(None),
        )
    )
