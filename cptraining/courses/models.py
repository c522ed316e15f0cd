"""Courses and what was published of them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cptraining.database import Base


class Course(Base):
    """Something to learn; `is_open` lets every learner start it unasked.

    Title and openness are those of the newest edition.
    """

    __tablename__ = "course"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    slug: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    created_at: Mapped[datetime]
    is_open: Mapped[bool] = mapped_column(default=False)


class Edition(Base):
    """A published version of a course; the row never changes.

    `digest` is the SHA-256 of the canonical outline.
    """

    __tablename__ = "edition"
    __table_args__ = (UniqueConstraint("course_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    number: Mapped[int]
    digest: Mapped[str]
    outline: Mapped[dict[str, Any]] = mapped_column(JSON, deferred=True)
    published_at: Mapped[datetime]
    course: Mapped[Course] = relationship(lazy="raise", init=False)


class Passage(Base):
    """Something that can be found in an edition, in plain words.

    `place` is a step's id, a module's, or a module's with /sources.
    """

    __tablename__ = "passage"
    __table_args__ = (UniqueConstraint("edition_id", "place"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    edition_id: Mapped[int] = mapped_column(ForeignKey("edition.id"))
    place: Mapped[str]
    title: Mapped[str]
    words: Mapped[str]
