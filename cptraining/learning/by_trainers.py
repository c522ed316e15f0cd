"""What trainers add: how they marked an answer, more tries and time, their agency's films."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from cptraining.database import Base, BigKey


class Marking(Base):
    """How a trainer marked one answer: `points` for each line of the rubric, and a `note`."""

    __tablename__ = "marking"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    answer_id: Mapped[int] = mapped_column(BigKey, ForeignKey("attempt_answer.id"), unique=True)
    points: Mapped[list[int]] = mapped_column(JSON)
    note: Mapped[str]
    marked_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    marked_at: Mapped[datetime]


class Adjustment(Base):
    """More tries or minutes for one person at one quiz, and why."""

    __tablename__ = "adjustment"
    __table_args__ = (Index("ix_adjustment_cycle_id_step", "cycle_id", "step"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"))
    step: Mapped[str]
    tries: Mapped[int]
    minutes: Mapped[int]
    reason: Mapped[str]
    made_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]


class AgencyFilm(Base):
    """The film that an agency shows at a step; `captions` as WebVTT, "" = its host has them."""

    __tablename__ = "agency_film"
    __table_args__ = (UniqueConstraint("agency_id", "course_id", "step"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    step: Mapped[str]
    address: Mapped[str]
    captions: Mapped[str]
    set_by: Mapped[int] = mapped_column(ForeignKey("person.id"))
    set_at: Mapped[datetime]
