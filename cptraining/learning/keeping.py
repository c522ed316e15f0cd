"""Keeping what somebody writes: a newer answer is never overwritten by a stale page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, select, true

from cptraining.database import db, insert
from cptraining.learning.models import Answer, AttemptAnswer


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


def keep(  # noqa: PLR0913 -- a row's keys, its value and what must hold make one statement
    table: type[Answer | AttemptAnswer],
    keys: Mapping[str, Any],
    value: Any,
    *,
    number: int,
    now: datetime,
    provided: ColumnElement[bool] | None = None,
) -> Saved | Stale:
    """Insert or change one row if its number is still `number` and `provided` holds.

    One statement, so that of two pages only one wins. What is sent twice counts once. A draft
    is no event.
    """
    unchanged = (table.number == number) & (true() if provided is None else provided)
    first = insert(table).values(**keys, number=1, value=value, saved_at=now)
    new_number = db.session.scalar(
        first.on_conflict_do_update(
            index_elements=list(keys),
            set_={"value": first.excluded.value, "number": number + 1, "saved_at": now},
            where=unchanged,
        ).returning(table.number)
    )
    if new_number is not None:
        return Saved(new_number, now)
    found = db.session.scalars(select(table).filter_by(**keys)).one()
    kept = cast("Answer | AttemptAnswer", found)
    if kept.value == value:
        return Saved(kept.number, kept.saved_at)
    return Stale(kept.number, kept.saved_at, kept.value)
