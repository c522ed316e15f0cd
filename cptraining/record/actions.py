"""Writing to the record."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from cptraining.database import db, insert_once
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
    number = (
        select(func.coalesce(func.max(Event.number), 0) + 1)
        .where(Event.stream == about.stream)
        .scalar_subquery()
    )
    new_id = insert_once(
        Event,
        ["key"],
        stream=about.stream,
        number=number,
        name=name,
        key=key,
        person_id=about.person_id,
        agency_id=about.agency_id,
        actor_id=about.actor_id,
        facts=facts,
        happened_at=now,
        recorded_at=now,
    )
    db.session.flush()
    return new_id is not None
