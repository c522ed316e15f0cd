"""Reading which quizzes were tried, by whom and in which editions; nobody is named."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, exists, func, select

from cptraining.courses.models import Course, Edition
from cptraining.database import db
from cptraining.learning.models import Assignment, Attempt, AttemptAnswer, Cycle
from cptraining.people.access import in_figures
from cptraining.people.models import Agency, Team
from cptraining.people.reader import Reader


class Quizzed(NamedTuple):
    """A quiz that people tried; `edition_id` is the newest one in which they did."""

    slug: str
    course: str
    step: str
    edition_id: int
    attempts: int
    people: int


class Tryout(NamedTuple):
    """An edition in which people tried a quiz."""

    id: int
    number: int
    published_at: datetime


class Place(NamedTuple):
    """An agency or a team to choose."""

    id: int
    name: str


def attempts(reader: Reader | None) -> Select[Any]:
    """The finished attempts that the reader may count; those that only practised never do."""
    return (
        select(Attempt.id)
        .join(Cycle, Cycle.id == Attempt.cycle_id)
        .join(Assignment, Assignment.id == Cycle.assignment_id)
        .where(
            in_figures(reader, agency=Assignment.agency_id),
            ~Attempt.is_practice,
            Attempt.finished_at.is_not(None),
            exists().where(AttemptAnswer.attempt_id == Attempt.id),
        )
    )


def quizzes(reader: Reader | None) -> Sequence[Quizzed]:
    """Every quiz that somebody tried whom the reader may count, by course."""
    people: Any = func.count(Assignment.person_id.distinct())
    edition_id: Any = func.max(Cycle.edition_id)
    rows = db.session.execute(
        attempts(reader)
        .with_only_columns(
            *(Course.slug, Course.title, Attempt.step),
            *(edition_id, func.count(), people),
        )
        .join(Course, Course.id == Assignment.course_id)
        .group_by(Course.id, Attempt.step)
        .order_by(Course.title, Course.id, Attempt.step)
    )
    return [Quizzed(*row) for row in rows]


def is_given(reader: Reader | None, course_id: int) -> bool:
    """Whether somebody is to complete the course whom the reader may count."""
    seen = in_figures(reader, agency=Assignment.agency_id)
    found = db.session.scalar(select(exists().where(seen, Assignment.course_id == course_id)))
    return bool(found)


def editions(reader: Reader | None, course_id: int, step: str) -> Sequence[Tryout]:
    """The editions in which people tried a quiz, the newest first."""
    tried = attempts(reader).with_only_columns(Cycle.edition_id)
    tried = tried.where(Assignment.course_id == course_id, Attempt.step == step)
    rows = db.session.execute(
        select(Edition.id, Edition.number, Edition.published_at)
        .where(Edition.id.in_(tried))
        .order_by(Edition.number.desc())
    )
    return [Tryout(*row) for row in rows]


def agencies(reader: Reader | None) -> Sequence[Place]:
    """The agencies whose people the reader may count, by name."""
    seen = in_figures(reader, agency=Agency.id)
    rows = db.session.execute(select(Agency.id, Agency.name).where(seen).order_by(Agency.name))
    return [Place(*row) for row in rows]


def teams(reader: Reader | None) -> Sequence[Place]:
    """The teams of these agencies, by name."""
    seen = in_figures(reader, agency=Team.agency_id)
    rows = db.session.execute(select(Team.id, Team.name).where(seen).order_by(Team.name, Team.id))
    return [Place(*row) for row in rows]
