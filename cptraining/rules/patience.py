"""How long to wait after failed sign-ins: longer each time, never for ever."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

WINDOW = timedelta(minutes=15)
FREE_FOR_ACCOUNT = 5
FREE_FOR_ADDRESS = 60  # An agency often shares one address.
LONGEST_SECONDS = 60


@dataclass(frozen=True)
class Failures:
    """Failed sign-ins within WINDOW: how many, and when the last one was (None = never)."""

    count: int
    last_at: datetime | None


def seconds_left(failures: Failures, free: int, now: datetime) -> int:
    """Whole seconds until the next try is looked at; 0 = now.

    Up to `free` failures one may go on at once; then 1, 2, 4 … up to LONGEST_SECONDS must have
    passed since the last one.
    """
    if failures.last_at is None or failures.count < free:
        return 0
    doublings = min(failures.count - free, LONGEST_SECONDS.bit_length())
    pause = timedelta(seconds=min(LONGEST_SECONDS, 2**doublings))
    left = (failures.last_at + pause - now).total_seconds()
    return min(LONGEST_SECONDS, max(0, ceil(left)))
