"""What time it is: asked by views, commands and the outbox worker, by nobody else."""

from datetime import UTC, datetime


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)
