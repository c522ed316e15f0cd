"""Work for later: announced with the facts, done afterwards, tried again, parked."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from cptraining.database import insert_once
from cptraining.outbox.models import Message

Delivery = Callable[[], None]
Handler = Callable[..., Delivery | None]
handlers: dict[str, Handler] = {}


def on(topic: str) -> Callable[[Handler], Handler]:
    """Let the decorated function do, later and at least once, what is announced as `topic`.

    It is called as `handler(message_id=…, now=…, **facts)` inside a transaction of its own and
    returns what to deliver once that is committed (a function that sends the mail), or None.
    Either may raise: then the message is tried again later.
    """

    def register(handler: Handler) -> Handler:
        if topic in handlers:
            raise ValueError(f"two handlers for {topic}")
        handlers[topic] = handler
        return handler

    return register


def announce(
    topic: str,
    *,
    now: datetime,
    due_at: datetime | None = None,
    key: str | None = None,
    **facts: Any,
) -> None:
    """Ask for work, in the caller's transaction; once only for each `key`.

    `due_at` is when to do it, None = at once. Facts are ids and codes, never names or tokens.
    """
    insert_once(
        Message, ["key"], topic=topic, key=key, facts=facts, created_at=now, due_at=due_at or now
    )
