"""Messages waiting to be handled, and who handles them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cptraining.database import Base, BigKey


class Message(Base):
    """Something to be done later: done when `done_at` is set, given up when `parked_at` is."""

    __tablename__ = "outbox_message"
    __table_args__ = (
        UniqueConstraint("key"),
        Index("ix_outbox_message_waiting", "done_at", "parked_at", "due_at"),
    )

    id: Mapped[int] = mapped_column(BigKey, primary_key=True, init=False)
    topic: Mapped[str]
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    key: Mapped[str | None] = mapped_column(default=None)
    tries: Mapped[int] = mapped_column(default=0, server_default="0")
    done_at: Mapped[datetime | None] = mapped_column(default=None)
    parked_at: Mapped[datetime | None] = mapped_column(default=None)
    problem: Mapped[str | None] = mapped_column(default=None)


class Lease(Base):
    """Who alone may do something now: the row's holder, until the time is up."""

    __tablename__ = "lease"

    name: Mapped[str] = mapped_column(primary_key=True)
    holder: Mapped[str]
    until: Mapped[datetime]
