"""Writing to the record."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import bindparam, func, select

from cptraining.database import db, insert
from cptraining.record.models import Event


@dataclass(frozen=True)
class About:
    """Whose stream, whom it happened to, in which agency, who did it."""

    stream: str
    person_id: int
    agency_id: int | None
    actor_id: int | None


def cycle_stream(cycle_id: int) -> str:
    """The stream of one cycle."""
    return f"cycle/{cycle_id}"


def person_stream(person_id: int) -> str:
    """The stream of one person."""
    return f"person/{person_id}"


def append(
    about: About, name: str, *, now: datetime, key: str | None = None, **facts: Any
) -> bool:
    """Record that something happened; False when an event with this `key` is there already.

    The caller holds the stream's lock (the row of the cycle or the person), so that numbers
    have no gaps. Happened and recorded are the same moment: `now`.
    """
    values = {
        "stream": about.stream,
        "name": name,
        "key": key,
        "person_id": about.person_id,
        "agency_id": about.agency_id,
        "actor_id": about.actor_id,
        "facts": facts,
        "happened_at": now,
        "recorded_at": now,
    }
    statement = _append(db.engine.dialect.name)
    return db.session.scalar(statement, {**values, "of": about.stream}) is not None


@cache
def _append(_dialect: str) -> Any:
    """The next number of the stream is found in the same statement."""
    number = select(func.coalesce(func.max(Event.number), 0) + 1).where(
        Event.stream == bindparam("of")
    )
    statement = insert(Event.__table__).values(number=number.scalar_subquery())
    return statement.on_conflict_do_nothing(index_elements=["key"]).returning(Event.id)
