"""Keeping what somebody writes: a newer answer is never overwritten by a stale page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any, NamedTuple, cast

from sqlalchemy import and_, bindparam, select

from cptraining.database import db, insert
from cptraining.learning.models import Answer, AnswerVersion, AttemptAnswer

LEFT_FOR = timedelta(minutes=10)


class Seen(NamedTuple):
    """The number of the answer that a page shows (0 = none yet), and the present time."""

    number: int
    now: datetime


@dataclass(frozen=True)
class Saved:
    """An answer is safe: its new number, and when that was."""

    number: int
    saved_at: datetime


@dataclass(frozen=True)
class Stale:
    """An answer was not saved, because another one is there: what it says, and its number."""

    number: int
    saved_at: datetime
    value: Any


def keep(
    table: type[Answer | AttemptAnswer],
    keys: Mapping[str, Any],
    value: Any,
    seen: Seen,
    **more: Any,
) -> Saved | Stale:
    """Insert or change one row, if its number is still the one that the page has seen.

    `more` are other columns that are sent with the value.

    One statement, so that of two pages only one wins. What is sent twice counts once; what was
    checked stays. A draft is no event.
    """
    sent = {"number": 1, "value": value, "saved_at": seen.now, **more}
    statement = _upsert(table, tuple(more), db.engine.dialect.name)
    new_number = db.session.scalar(statement, {**keys, **sent, "seen": seen.number})
    if new_number is not None:
        return Saved(new_number, seen.now)
    found = db.session.scalars(select(table).filter_by(**keys)).one()
    kept = cast("Answer | AttemptAnswer", found)
    if kept.value == value and all(getattr(kept, name) == more[name] for name in more):
        return Saved(kept.number, kept.saved_at)
    return Stale(kept.number, kept.saved_at, kept.value)


def keep_version(keys: Mapping[str, Any], seen: Seen) -> None:
    """Before an answer is changed, keep what its writer left `LEFT_FOR` ago or longer."""
    left = {**keys, "seen": seen.number, "until": seen.now - LEFT_FOR}
    db.session.execute(_version(db.engine.dialect.name), left)


@cache
def _upsert(table: type[Answer | AttemptAnswer], more: tuple[str, ...], _dialect: str) -> Any:
    first = insert(table.__table__)
    locked = [table.checked_at.is_(None)] if issubclass(table, AttemptAnswer) else []
    keys = ["attempt_id", "question"] if issubclass(table, AttemptAnswer) else _KEYS
    columns = table.__table__.c
    return first.on_conflict_do_update(
        index_elements=keys,
        set_={
            "value": first.excluded.value,
            "number": columns.number + 1,
            "saved_at": first.excluded.saved_at,
            **{name: first.excluded[name] for name in more},
        },
        where=and_(columns.number == bindparam("seen"), *locked),
    ).returning(columns.number)


@cache
def _version(_dialect: str) -> Any:
    answer = Answer.__table__.c
    left = select(answer.id, answer.number, answer.value, answer.saved_at).where(
        *(answer[name] == bindparam(name) for name in _KEYS),
        answer.number == bindparam("seen"),
        answer.saved_at <= bindparam("until"),
    )
    into = ["answer_id", "number", "value", "saved_at"]
    return insert(AnswerVersion.__table__).from_select(into, left).on_conflict_do_nothing()


_KEYS = ["cycle_id", "step"]
