"""Issued certificates, frozen as they were printed."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Enum, ForeignKey, Index, LargeBinary, text
from sqlalchemy.orm import Mapped, mapped_column

from cptraining.database import Base


class Standing(StrEnum):
    """What became of a certificate; that it expired follows from its date."""

    ISSUED = "issued"
    SUPERSEDED = "superseded"
    REVOKED = "revoked"


STANDING = Enum(
    Standing, native_enum=False, length=16, values_callable=lambda kinds: [k.value for k in kinds]
)


class Certificate(Base):
    """Proof that one person completed one award in one cycle.

    `award` is "course" or the id of a part. `name`, `title` and `issuer` are as printed;
    `sha256` is that of the stored PDF.
    """

    __tablename__ = "certificate"
    __table_args__ = (
        Index(
            "uq_certificate_current",
            "cycle_id",
            "award",
            unique=True,
            sqlite_where=text("standing = 'issued'"),
            postgresql_where=text("standing = 'issued'"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    number: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"))
    award: Mapped[str]
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    name: Mapped[str]
    title: Mapped[str]
    minutes: Mapped[int]
    issuer: Mapped[str]
    zone: Mapped[str]
    completed_at: Mapped[datetime]
    issued_at: Mapped[datetime]
    template: Mapped[str]
    sha256: Mapped[str]
    expires_on: Mapped[date | None] = mapped_column(default=None)
    standing: Mapped[Standing] = mapped_column(STANDING, default=Standing.ISSUED)
    superseded_by: Mapped[int | None] = mapped_column(ForeignKey("certificate.id"), default=None)
    revoked_at: Mapped[datetime | None] = mapped_column(default=None)
    revoked_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None)
    reason: Mapped[str | None] = mapped_column(default=None)


class CertificatePdf(Base):
    """The bytes of a certificate, apart so that lists do not read them."""

    __tablename__ = "certificate_pdf"

    certificate_id: Mapped[int] = mapped_column(ForeignKey("certificate.id"), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
