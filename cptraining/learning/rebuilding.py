"""Deriving progress again from the record, one cycle after the other."""

from collections.abc import Sequence

from sqlalchemy import select

from cptraining.database import db
from cptraining.learning import state
from cptraining.learning.models import Cycle


def cycle_ids() -> Sequence[int]:
    """Every cycle there is, the oldest first."""
    return db.session.scalars(select(Cycle.id).order_by(Cycle.id)).all()


def rebuild(cycle_id: int) -> bool:
    """Lock one cycle and derive its state again; whether anything differed."""
    db.session.scalar(select(Cycle.id).where(Cycle.id == cycle_id).with_for_update())
    return state.rebuild(cycle_id)
