"""Doing what was announced: one leader, one message at a time, again when it fails."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from cptraining.database import db, insert, transaction
from cptraining.outbox import handlers
from cptraining.outbox.models import Lease, Message

NAME = "outbox"
LEASE = timedelta(seconds=60)
MOST_TRIES = 8
PROBLEM_LENGTH = 500


def lead(holder: str, now: datetime) -> bool:
    """Take or keep the lease on the outbox; False while another process holds it.

    Reads first: the lease is written only when half of it has passed, or when it is free.
    """
    lease = db.session.get(Lease, NAME, populate_existing=True)
    db.session.rollback()
    if lease is not None and lease.until > now:
        if lease.holder != holder:
            return False
        if lease.until > now + LEASE / 2:
            return True
    return _take(holder, now)


def _take(holder: str, now: datetime) -> bool:
    """Write the lease, if no other process was faster."""
    wanted = {"holder": holder, "until": now + LEASE}
    statement = (
        insert(Lease)
        .values(name=NAME, **wanted)
        .on_conflict_do_update(
            index_elements=["name"],
            set_=wanted,
            where=(Lease.holder == holder) | (Lease.until <= now),
        )
        .returning(Lease.holder)
    )
    with transaction() as session:
        leader: str | None = session.scalar(statement)
    return leader == holder


def step_down(holder: str) -> None:
    """Give the lease back, so that another process need not wait for its end."""
    with transaction() as session:
        session.execute(delete(Lease).where(Lease.holder == holder))


def handle_next(now: datetime) -> bool:
    """Do the oldest message that is due; False when none is.

    The handler prepares in one transaction, then delivers outside any, so that a slow mail
    server holds no lock; only then the message is done.
    """
    message = db.session.scalar(
        select(Message)
        .where(Message.done_at.is_(None), Message.parked_at.is_(None), Message.due_at <= now)
        .order_by(Message.due_at, Message.id)
        .limit(1)
    )
    if message is None:
        db.session.rollback()
        return False
    try:
        with transaction():
            deliver = handlers[message.topic](message_id=message.id, now=now, **message.facts)
        if deliver is not None:
            deliver()
        with transaction():
            _change(message.id, tries=message.tries + 1, done_at=now, problem=None)
    except Exception as error:  # noqa: BLE001 -- whatever fails is kept, shown and tried again
        _put_off(message, error, now)
    return True


def handle_due(now: datetime) -> int:
    """Do everything that is due; returns how many messages were taken up."""
    taken = 0
    while handle_next(now):
        taken += 1
    return taken


def try_again(message_id: int, now: datetime) -> None:
    """Let a parked message be tried again at once."""
    _change(message_id, parked_at=None, due_at=now, tries=0)


def _put_off(message: Message, error: Exception, now: datetime) -> None:
    """Try again after 1, 2, 4 … minutes; after the last try park it for a person to look at."""
    tries = message.tries + 1
    problem = f"{type(error).__name__}: {error}"[:PROBLEM_LENGTH]
    later = now + timedelta(minutes=2 ** (tries - 1))
    parked_at = now if tries >= MOST_TRIES else None
    with transaction():
        _change(message.id, tries=tries, due_at=later, parked_at=parked_at, problem=problem)


def _change(message_id: int, **values: object) -> None:
    db.session.execute(update(Message).where(Message.id == message_id).values(**values))
