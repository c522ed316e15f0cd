"""What a certificate is worth on a day: follows from its standing and its dates."""

from calendar import monthrange
from datetime import date, datetime
from enum import StrEnum

from cptraining.rules.dates import is_past

YEAR = 12


class Validity(StrEnum):
    """What somebody who checks a certificate is told."""

    VALID = "valid"
    EXPIRED = "expired"
    SUPERSEDED = "superseded"
    REVOKED = "revoked"


def validity(standing: str, expires_on: date | None, zone: str, now: datetime) -> Validity:
    """What a certificate of this standing ("issued", "superseded", "revoked") is worth now.

    It expires at the end of its last day in the agency's zone; None = never.
    """
    if standing != "issued":
        return Validity(standing)
    return Validity.EXPIRED if is_past(expires_on, zone, now) else Validity.VALID


def last_day(first: date, months: int | None) -> date | None:
    """The last day of so many months, the same day of the month where there is one."""
    if months is None:
        return None
    years, month = divmod(first.month - 1 + months, YEAR)
    year, month = first.year + years, month + 1
    return date(year, month, min(first.day, monthrange(year, month)[1]))
