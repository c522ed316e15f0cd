"""What hangs in the galleries of agencies."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from cptraining.database import Base


class Exhibit(Base):
    """A copy of a shared answer, as a trainer approved it for the gallery of an agency.

    What the answer belongs to is fixed by `edition_id` and `step`, which never change. It hangs
    until it is taken down, and only while its writer shares the answer.
    """

    __tablename__ = "exhibit"
    __table_args__ = (
        Index(
            "uq_exhibit_hanging",
            "answer_id",
            unique=True,
            sqlite_where=text("taken_down_at IS NULL"),
            postgresql_where=text("taken_down_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    answer_id: Mapped[int] = mapped_column(ForeignKey("answer.id"))
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    step: Mapped[str]
    value: Mapped[Any] = mapped_column(JSON)
    approved_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    approved_at: Mapped[datetime]
    taken_down_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None)
    taken_down_at: Mapped[datetime | None] = mapped_column(default=None)


class ExhibitQuestion(Base):
    """A colleague's one question at an exhibit, for its writer and the agency's trainers."""

    __tablename__ = "exhibit_question"
    __table_args__ = (UniqueConstraint("exhibit_id", "asked_by"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    exhibit_id: Mapped[int] = mapped_column(ForeignKey("exhibit.id"))
    asked_by: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    text: Mapped[str]
    asked_at: Mapped[datetime]
    removed_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None)
    removed_at: Mapped[datetime | None] = mapped_column(default=None)
