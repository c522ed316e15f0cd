"""The one table that everything else can be rebuilt from."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cptraining.database import Base, BigKey


class Event(Base):
    """One line of what happened, when, to whom, by whom.

    A stream is one cycle ("cycle/7") or one person ("person/3"); `number` counts its events
    from 1 without gaps. `facts` hold no names, addresses, answers or reflections.
    """

    __tablename__ = "event"
    __table_args__ = (
        UniqueConstraint("stream", "number"),
        UniqueConstraint("key"),
        CheckConstraint("number > 0", name="number_counts_from_one"),
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True, init=False)
    stream: Mapped[str]
    number: Mapped[int]
    name: Mapped[str]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"), index=True)
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    happened_at: Mapped[datetime]
    recorded_at: Mapped[datetime] = mapped_column(index=True)
    key: Mapped[str | None] = mapped_column(default=None)
