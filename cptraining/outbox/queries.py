"""What waits, what was done and what was given up."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select

from cptraining.database import db
from cptraining.outbox.models import Message


def latest(limit: int = 100) -> Sequence[Message]:
    """The newest messages first."""
    return db.session.scalars(select(Message).order_by(Message.id.desc()).limit(limit)).all()


def parked() -> Sequence[Message]:
    """Messages that were given up, oldest first."""
    return db.session.scalars(
        select(Message).where(Message.parked_at.is_not(None)).order_by(Message.id)
    ).all()


def waiting_count() -> int:
    """How many messages are still to be done."""
    return (
        db.session.scalar(
            select(func.count())
            .select_from(Message)
            .where(Message.done_at.is_(None), Message.parked_at.is_(None))
        )
        or 0
    )


def overdue_count(moment: datetime) -> int:
    """How many messages were due before a moment and are not done or given up."""
    return (
        db.session.scalar(
            select(func.count())
            .select_from(Message)
            .where(Message.done_at.is_(None), Message.parked_at.is_(None), Message.due_at < moment)
        )
        or 0
    )
