"""Reading the record."""

from collections.abc import Iterator, Sequence

from sqlalchemy import select

from cptraining.database import db
from cptraining.record.models import Event


def of_stream(stream: str) -> Sequence[Event]:
    """Everything that happened in one stream, in its order."""
    return db.session.scalars(
        select(Event).where(Event.stream == stream).order_by(Event.number)
    ).all()


def streams(prefix: str) -> Iterator[str]:
    """The names of all streams that begin with `prefix`, in alphabetical order."""
    yield from db.session.scalars(
        select(Event.stream)
        .where(Event.stream.startswith(prefix))
        .group_by(Event.stream)
        .order_by(Event.stream)
    )
