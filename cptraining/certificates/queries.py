"""Reading certificates."""

from sqlalchemy import literal_column, or_, select

from cptraining.certificates.models import Certificate, CertificatePdf
from cptraining.database import db
from cptraining.people.access import visible
from cptraining.people.models import Role
from cptraining.people.reader import Reader
from cptraining.rules.refusal import NotFound

IS_CURRENT = Certificate.__table__.c.standing == literal_column("'issued'")
"""Written out, since neither database matches a parameter with the condition of an index."""


def latest(cycle_id: int, award: str = "course") -> Certificate | None:
    """The newest certificate of one award in one cycle, whatever became of it."""
    return db.session.scalar(
        select(Certificate)
        .where(Certificate.cycle_id == cycle_id, Certificate.award == award)
        .order_by(Certificate.id.desc())
        .limit(1)
    )


def by_number(number: str) -> Certificate | None:
    """The certificate with this number, for anyone who has the number in hand."""
    return db.session.scalar(select(Certificate).where(Certificate.number == number))


def readable(reader: Reader, number: str) -> Certificate:
    """A certificate as its owner and the trainers of its agency see it. Raises NotFound."""
    person, agency = Certificate.person_id, Certificate.agency_id
    certificate = db.session.scalar(
        select(Certificate).where(
            Certificate.number == number,
            or_(*(visible(reader, role, person=person, agency=agency) for role in Role)),
        )
    )
    if certificate is None:
        raise NotFound
    return certificate


def content(certificate_id: int) -> bytes:
    """The PDF, byte for byte as it was issued."""
    return db.session.get_one(CertificatePdf, certificate_id).content
