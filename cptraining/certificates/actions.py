"""Issuing certificates, putting them right, and taking them back."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

from sqlalchemy import select

from cptraining import outbox
from cptraining.certificates import number as numbers
from cptraining.certificates import pdf, queries
from cptraining.certificates.models import Certificate, CertificatePdf, Standing
from cptraining.database import db
from cptraining.people.models import Person
from cptraining.record.actions import About, append, cycle_stream, person_stream
from cptraining.rules.dates import day_in
from cptraining.rules.refusal import Refusal
from cptraining.rules.validity import last_day
from cptraining.rules.words import Words
from cptraining.web import filters, links


class Reason(StrEnum):
    """Why a certificate was withdrawn; a code, since the record holds no free text."""

    MISTAKE = "issued_by_mistake"
    NOT_THEIR_WORK = "not_their_work"
    ASKED = "person_asked"


class NoLongerCurrent(Refusal):
    """Changing a certificate that was replaced or withdrawn before."""

    words = Words("This certificate was replaced or withdrawn before. Look up the newest one.")


@dataclass(frozen=True)
class Completion:
    """What a certificate proves.

    `award` is "course" or the id of a part; `name`, `title` and `issuer` (the agency) are as
    printed; `zone` is the agency's; `months` how long it is valid, None = always.
    """

    person_id: int
    agency_id: int
    cycle_id: int
    edition_id: int
    name: str
    title: str
    minutes: int
    issuer: str
    zone: str
    months: int | None
    completed_at: datetime
    award: str = "course"

    @property
    def completed_on(self) -> date:
        """The day of completion where the agency is."""
        return day_in(self.zone, self.completed_at)

    @property
    def frozen(self) -> dict[str, Any]:
        """The columns that the certificate shares with what it proves."""
        return {name: value for name, value in vars(self).items() if name != "months"}


def issue(completion: Completion, *, actor_id: int | None, now: datetime) -> Certificate:
    """Issue the certificate of an award, or return the one that the cycle has already.

    After one that was withdrawn as a mistake, whoever completes again gets a new one; what was
    withdrawn for another reason stays so. The caller holds the lock of the cycle.
    """
    existing = queries.latest(completion.cycle_id, completion.award)
    if existing is not None and existing.reason != Reason.MISTAKE:
        return existing
    expires_on = last_day(completion.completed_on, completion.months)
    certificate = _printed(completion, expires_on, now)
    append(
        _about(certificate, cycle_stream(certificate.cycle_id), actor_id),
        "certificate.issued",
        now=now,
        number=certificate.number,
        award=certificate.award,
        sha256=certificate.sha256,
    )
    return certificate


def reissue(certificate_id: int, name: str, *, actor_id: int | None, now: datetime) -> Certificate:
    """Print a certificate again under another name; the old one is kept as superseded.

    Raises NoLongerCurrent when it is not the current one.
    """
    old = _current(certificate_id)
    old.standing = Standing.SUPERSEDED
    db.session.flush()
    new = _printed(replace(_proved(old), name=name), old.expires_on, now)
    old.superseded_by = new.id
    append(
        _about(new, person_stream(new.person_id), actor_id),
        "certificate.reissued",
        now=now,
        number=new.number,
        supersedes=old.number,
        award=new.award,
        sha256=new.sha256,
    )
    return new


def revoke(certificate_id: int, reason: Reason, *, actor_id: int | None, now: datetime) -> None:
    """Withdraw a certificate; the completion it was for stands.

    Raises NoLongerCurrent when it is not the current one.
    """
    certificate = _current(certificate_id)
    certificate.standing = Standing.REVOKED
    certificate.revoked_at = now
    certificate.revoked_by = actor_id
    certificate.reason = reason
    append(
        _about(certificate, person_stream(certificate.person_id), actor_id),
        "certificate.revoked",
        now=now,
        number=certificate.number,
        reason=reason.value,
    )


def _current(certificate_id: int) -> Certificate:
    """A current certificate, with its person locked so that their stream stays in order."""
    certificate = db.session.get_one(Certificate, certificate_id)
    db.session.scalar(
        select(Person.id).where(Person.id == certificate.person_id).with_for_update()
    )
    db.session.refresh(certificate)
    if certificate.standing is not Standing.ISSUED:
        raise NoLongerCurrent
    return certificate


def _proved(certificate: Certificate) -> Completion:
    shared = {
        name: getattr(certificate, name) for name in Completion.__annotations__ if name != "months"
    }
    return Completion(**shared, months=None)


def _printed(completion: Completion, expires_on: date | None, now: datetime) -> Certificate:
    """Print once and keep the bytes; the person hears of it by mail."""
    facts = _facts(completion, expires_on, numbers.new())
    printed = pdf.render(facts, now)
    certificate = Certificate(
        **completion.frozen,
        number=facts.number,
        issued_at=now,
        expires_on=expires_on,
        template=pdf.template(),
        sha256=sha256(printed).hexdigest(),
    )
    db.session.add(certificate)
    db.session.flush()
    db.session.add(CertificatePdf(certificate_id=certificate.id, content=printed))
    outbox.announce("certificate.issued", now=now, certificate_id=certificate.id)
    return certificate


def _facts(completion: Completion, expires_on: date | None, number: str) -> pdf.Facts:
    return pdf.Facts(
        name=completion.name,
        title=completion.title,
        agency=completion.issuer,
        completed=filters.day(completion.completed_on),
        minutes=filters.minutes(completion.minutes),
        number=number,
        address=links.public("certificates.checked", number=number),
        expires=filters.day(expires_on) if expires_on else None,
    )


def _about(certificate: Certificate, stream: str, actor_id: int | None) -> About:
    return About(stream, certificate.person_id, certificate.agency_id, actor_id)
