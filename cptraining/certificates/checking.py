"""What anyone with a number in hand is told: no more than the certificate itself says."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from cptraining.certificates.models import Certificate
from cptraining.rules.dates import day_in
from cptraining.rules.validity import Validity, validity

UNKNOWN = "unknown"


@dataclass(frozen=True)
class Said:
    """What a certificate says."""

    name: str
    course: str
    completed_on: date
    planned_minutes: int
    agency: str
    valid_until: date | None


@dataclass(frozen=True)
class Answer:
    """What is told about a number; `said` None = withdrawn, or no certificate of ours."""

    state: str
    said: Said | None = None

    def as_json(self) -> dict[str, Any]:
        """The same for a program; days as 2026-12-16."""
        if self.said is None:
            return {"state": self.state}
        days = {
            "completed_on": self.said.completed_on.isoformat(),
            "valid_until": self.said.valid_until and self.said.valid_until.isoformat(),
        }
        return {"state": self.state, **vars(self.said), **days}


def standing(certificate: Certificate, now: datetime) -> Validity:
    """What a certificate is worth now."""
    return validity(certificate.standing, certificate.expires_on, certificate.zone, now)


def answer(certificate: Certificate | None, now: datetime) -> Answer:
    """What to tell somebody who checks a certificate."""
    if certificate is None:
        return Answer(UNKNOWN)
    state = standing(certificate, now)
    return Answer(state, None if state is Validity.REVOKED else said(certificate))


def said(certificate: Certificate) -> Said:
    """What a certificate says, with its days as they are where the agency is."""
    return Said(
        name=certificate.name,
        course=certificate.title,
        completed_on=day_in(certificate.zone, certificate.completed_at),
        planned_minutes=certificate.minutes,
        agency=certificate.issuer,
        valid_until=certificate.expires_on,
    )
