"""What follows from dates: overdue, late, expired. Never stored, always asked afresh."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo


def day_in(zone: str, moment: datetime) -> date:
    """The calendar day of a moment in a time zone."""
    return moment.astimezone(ZoneInfo(zone)).date()


def end_of(day: date, zone: str) -> datetime:
    """The first moment after a day in a time zone; a due date holds until then."""
    return datetime.combine(day + timedelta(days=1), time(), ZoneInfo(zone))


def morning_of(day: date, zone: str) -> datetime:
    """Nine o'clock on a day in a time zone, when a reminder may arrive."""
    return datetime.combine(day, time(9), ZoneInfo(zone))


def is_past(day: date | None, zone: str, now: datetime) -> bool:
    """Whether a day is over in a time zone; a day that was never set is never over."""
    return day is not None and now >= end_of(day, zone)


def stored_day(text: Any) -> date | None:
    """The day that was stored as 2026-03-05; None for anything else."""
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError):
        return None
