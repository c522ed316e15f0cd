"""What somebody reads of their own: cycles, answers, tries.

Every page of theirs begins with these, so they read columns through statements that are built
once: building statements and filling entities costs several times what the database takes.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, Select

from cptraining.database import db
from cptraining.learning.queries import statements
from cptraining.learning.queries.values import (
    Given,
    Logged,
    Marked,
    OwnCycle,
    Shelved,
    Tried,
    Written,
)
from cptraining.people.reader import Reader
from cptraining.rules.progress import CourseProgress
from cptraining.rules.refusal import NotFound


def shelf(me: Reader) -> list[Shelved]:
    """The reader's cycles, those with the nearest due date first."""
    return [_shelved(row) for row in db.session.execute(statements.SHELF, {"reader": me.id})]


def shelved(me: Reader, cycle_id: int) -> Shelved:
    """One of the reader's cycles, with its course.

    Raises NotFound when it is unknown, somebody else's or taken back.
    """
    return _shelved(_one(statements.SHELVED, reader=me.id, cycle=cycle_id))


def cycle(me: Reader, cycle_id: int) -> OwnCycle:
    """One of the reader's cycles. Raises NotFound as above."""
    return _cycle(_one(statements.CYCLE, reader=me.id, cycle=cycle_id))


def open_courses(me: Reader) -> list[Shelved]:
    """Open courses that the reader was not assigned and has not started."""
    rows = db.session.execute(statements.OPEN, {"reader": me.id})
    return [Shelved(slug, edition_id) for slug, edition_id in rows]


def written(cycle_id: int, steps: Sequence[str]) -> dict[str, Written]:
    """What was written on some steps of a cycle, by step."""
    rows = db.session.execute(statements.WRITTEN, {"cycle": cycle_id, "steps": steps})
    return {row.step: Written(*row) for row in rows}


def everything_written(me: Reader) -> list[Logged]:
    """What the reader wrote on all steps of all their courses, the newest first."""
    return [Logged(*row) for row in db.session.execute(statements.LOGGED, {"reader": me.id})]


def tries(cycle_id: int, step: str) -> list[Tried]:
    """All tries at one quiz, the first one first."""
    rows = db.session.execute(statements.TRIES, {"cycle": cycle_id, "step": step})
    return [Tried(*row) for row in rows]


def attempt(me: Reader, attempt_id: int) -> tuple[OwnCycle, Tried]:
    """A try of the reader's own, and its cycle. Raises NotFound as above."""
    row = db.session.execute(
        statements.TRY, {"reader": me.id, "attempt": attempt_id}
    ).one_or_none()
    if row is None:
        raise NotFound
    count = len(Tried._fields)
    return _cycle(row[count:]), Tried(*row[:count])


def given(attempt_id: int) -> dict[str, Given]:
    """The answers given in a try, by question."""
    rows = db.session.execute(statements.GIVEN, {"attempt": attempt_id})
    return {row.question: Given(*row) for row in rows}


def markings(attempt_id: int) -> dict[str, Marked]:
    """What trainers said of the answers in a try, by question."""
    rows = db.session.execute(statements.MARKINGS, {"attempt": attempt_id})
    return {row.question: Marked(*row) for row in rows}


def _one(statement: Select[Any], **values: int) -> Row[Any]:
    row = db.session.execute(statement, values).one_or_none()
    if row is None:
        raise NotFound
    return row


def _shelved(row: Sequence[Any]) -> Shelved:
    slug, edition_id, certificate, news, *rest = row
    return Shelved(slug, edition_id, certificate, news, _cycle(rest))


def _cycle(row: Sequence[Any]) -> OwnCycle:
    id_, edition_id, opened_at, due_on, zone, *course = row
    return OwnCycle(id_, edition_id, opened_at, due_on, zone, CourseProgress(*course))
