"""The answers that trainers mark: which wait, and one of them with how it was marked."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, select

from cptraining.courses.models import Course
from cptraining.database import db
from cptraining.learning.by_trainers import Marking
from cptraining.learning.models import Assignment, Attempt, AttemptAnswer, Cycle
from cptraining.learning.queries.trained import assignments_of
from cptraining.people.models import Person
from cptraining.people.reader import Reader
from cptraining.rules.refusal import NotFound


class ToMark(NamedTuple):
    """An answer of somebody the reader trains; the last four are None until it is marked."""

    id: int
    question: str
    value: Any
    step: str
    finished_at: datetime
    edition_id: int
    course: str
    person_id: int
    person: str
    points: list[int] | None
    note: str | None
    marked_at: datetime | None
    marked_by: str | None


def waiting(reader: Reader) -> Sequence[ToMark]:
    """What waits to be marked in the agencies that the reader trains, the oldest first."""
    rows = db.session.execute(
        _answers(reader)
        .where(AttemptAnswer.mark.is_(None), Attempt.score.is_(None))
        .order_by(Attempt.finished_at, AttemptAnswer.id)
    )
    return [ToMark(*row) for row in rows]


def one(reader: Reader, answer_id: int) -> ToMark:
    """One answer, marked or not. Raises NotFound when it is none that the reader may mark."""
    row = db.session.execute(_answers(reader).where(AttemptAnswer.id == answer_id)).one_or_none()
    if row is None:
        raise NotFound
    return ToMark(*row)


_marker = Person.__table__.alias("marker")
_COLUMNS = (
    AttemptAnswer.id,
    AttemptAnswer.question,
    AttemptAnswer.value,
    Attempt.step,
    Attempt.finished_at,
    Cycle.edition_id,
    Course.title,
    Person.id,
    Person.name,
    Marking.points,
    Marking.note,
    Marking.marked_at,
    _marker.c.name,
)


def _answers(reader: Reader) -> Select[Any]:
    return (
        select(*_COLUMNS)
        .select_from(AttemptAnswer)
        .join(Attempt, Attempt.id == AttemptAnswer.attempt_id)
        .join(Cycle, Cycle.id == Attempt.cycle_id)
        .join(Assignment, Assignment.id == Cycle.assignment_id)
        .join(Course, Course.id == Assignment.course_id)
        .join(Person, Person.id == Assignment.person_id)
        .outerjoin(Marking, Marking.answer_id == AttemptAnswer.id)
        .outerjoin(_marker, _marker.c.id == Marking.marked_by)
        .where(
            assignments_of(reader),
            Assignment.withdrawn_at.is_(None),
            Attempt.finished_at.is_not(None),
            ~Attempt.is_practice,
        )
    )
