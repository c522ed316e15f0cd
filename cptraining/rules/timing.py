"""How long a try may take, how many there may be, and how long to wait between them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Allowance:
    """What somebody may do at a quiz: the author's rules and what was added for this person.

    `tries` None = as many as they like; `limit` None = as long as they like. `first_wait` comes
    between the first and the second try, `later_wait` between later ones. `grace` is for what is
    still on its way when the time is up.
    """

    tries: int | None = None
    limit: timedelta | None = None
    first_wait: timedelta = timedelta()
    later_wait: timedelta = timedelta()
    grace: timedelta = timedelta()


def due_at(started_at: datetime, allowed: Allowance) -> datetime | None:
    """When the time of a try is up; None = never."""
    return None if allowed.limit is None else started_at + allowed.limit


def is_over(due: datetime | None, allowed: Allowance, now: datetime) -> bool:
    """Whether a try takes no more answers: its time is up, and the grace too."""
    return due is not None and now > due + allowed.grace


def is_closed(finished: int, allowed: Allowance) -> bool:
    """Whether no try is left after so many."""
    return allowed.tries is not None and finished >= allowed.tries


def next_from(finished: Sequence[datetime], allowed: Allowance) -> datetime | None:
    """When the next try may begin, from the ends of those before; None = at once."""
    if not finished:
        return None
    wait = allowed.first_wait if len(finished) == 1 else allowed.later_wait
    return finished[-1] + wait if wait else None
