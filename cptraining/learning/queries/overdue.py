"""Tries whose time is up."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from cptraining.database import db
from cptraining.learning.models import Attempt


def attempts(now: datetime) -> Sequence[int]:
    """The ids of open tries that were due before `now`, the longest overdue first."""
    found = select(Attempt.id).where(Attempt.finished_at.is_(None), Attempt.due_at < now)
    return db.session.scalars(found.order_by(Attempt.due_at)).all()
