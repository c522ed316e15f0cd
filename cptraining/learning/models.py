"""Assignments, cycles, what was written, and the state derived from the record."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, Enum, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cptraining.courses.models import Course
from cptraining.database import Base, BigKey
from cptraining.people.models import Agency, Person
from cptraining.rules.progress import State

STATE = Enum(
    State, native_enum=False, length=16, values_callable=lambda kinds: [k.value for k in kinds]
)


class Assignment(Base):
    """A person of one agency is to complete a course by a date, or chose to, with none.

    `due_on` is a day in the agency's zone; `assigned_by` None = the person's own choice.
    """

    __tablename__ = "assignment"
    __table_args__ = (
        Index(
            "uq_assignment_current",
            "person_id",
            "agency_id",
            "course_id",
            unique=True,
            sqlite_where=text("withdrawn_at IS NULL"),
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
        Index("ix_assignment_agency_id_course_id", "agency_id", "course_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    made_at: Mapped[datetime]
    due_on: Mapped[date | None] = mapped_column(default=None)
    assigned_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None)
    withdrawn_at: Mapped[datetime | None] = mapped_column(default=None)
    person: Mapped[Person] = relationship(
        lazy="raise", init=False, foreign_keys="Assignment.person_id"
    )
    course: Mapped[Course] = relationship(lazy="raise", init=False)
    agency: Mapped[Agency] = relationship(lazy="raise", init=False)


class Cycle(Base):
    """One round of an assignment; it pins its edition when first opened."""

    __tablename__ = "cycle"
    __table_args__ = (UniqueConstraint("assignment_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    assignment_id: Mapped[int] = mapped_column(ForeignKey("assignment.id"))
    number: Mapped[int]
    edition_id: Mapped[int | None] = mapped_column(ForeignKey("edition.id"), default=None)
    opened_at: Mapped[datetime | None] = mapped_column(default=None)
    assignment: Mapped[Assignment] = relationship(lazy="raise", init=False)
    course_state: Mapped["CourseState"] = relationship(lazy="raise", init=False, viewonly=True)


class CourseState(Base):
    """Where one cycle stands; derived from its events.

    `done` of `of` required steps; `due_on_then` is the due date in force at completion;
    `last_at` the last event.
    """

    __tablename__ = "course_state"

    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"), primary_key=True)
    state: Mapped[State] = mapped_column(STATE, default=State.NOT_STARTED, index=True)
    done: Mapped[int] = mapped_column(default=0)
    of: Mapped[int] = mapped_column(default=0)
    note_read_at: Mapped[datetime | None] = mapped_column(default=None)
    started_at: Mapped[datetime | None] = mapped_column(default=None)
    completed_at: Mapped[datetime | None] = mapped_column(default=None)
    due_on_then: Mapped[date | None] = mapped_column(default=None)
    last_at: Mapped[datetime | None] = mapped_column(default=None)


class ModuleState(Base):
    """Where one module of one cycle stands; derived from the cycle's events."""

    __tablename__ = "module_state"

    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"), primary_key=True)
    module: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[State] = mapped_column(STATE)
    done: Mapped[int]
    of: Mapped[int]
    tries: Mapped[int] = mapped_column(default=0)
    completed_at: Mapped[datetime | None] = mapped_column(default=None)


class StepState(Base):
    """Where one step of one cycle stands; derived from the cycle's events.

    `on_paper` says that an exercise was done away from the screen; `best` is the best score
    of finished attempts, out of `out_of`.
    """

    __tablename__ = "step_state"

    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"), primary_key=True)
    step: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[State] = mapped_column(STATE)
    on_paper: Mapped[bool] = mapped_column(default=False)
    tries: Mapped[int] = mapped_column(default=0)
    best: Mapped[Decimal | None] = mapped_column(default=None)
    out_of: Mapped[Decimal | None] = mapped_column(default=None)
    completed_at: Mapped[datetime | None] = mapped_column(default=None)


class Answer(Base):
    """What was written on one step; `number` counts its savings, so that a stale page is seen.

    `shared_at` is None while only its writer may read it.
    """

    __tablename__ = "answer"
    __table_args__ = (UniqueConstraint("cycle_id", "step"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"))
    step: Mapped[str]
    number: Mapped[int]
    value: Mapped[Any] = mapped_column(JSON)
    saved_at: Mapped[datetime]
    shared_at: Mapped[datetime | None] = mapped_column(default=None)


class AnswerVersion(Base):
    """What an answer said before its writer came back to it and changed it."""

    __tablename__ = "answer_version"
    __table_args__ = (UniqueConstraint("answer_id", "number"),)

    id: Mapped[int] = mapped_column(BigKey, primary_key=True, init=False)
    answer_id: Mapped[int] = mapped_column(ForeignKey("answer.id"))
    number: Mapped[int]
    value: Mapped[Any] = mapped_column(JSON)
    saved_at: Mapped[datetime]


class Comment(Base):
    """What a trainer wrote about a shared answer; `read_at` is when its writer saw it."""

    __tablename__ = "comment"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    answer_id: Mapped[int] = mapped_column(ForeignKey("answer.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str]
    written_at: Mapped[datetime]
    read_at: Mapped[datetime | None] = mapped_column(default=None)


class Attempt(Base):
    """One try at a quiz; `layout` fixes its questions and their order from the start.

    `due_at` None = it has no end. `score` and `passed` are None until everything is marked;
    `graded_by` is the edition whose questions gave the marks, None = the cycle's own.
    """

    __tablename__ = "attempt"
    __table_args__ = (
        UniqueConstraint("cycle_id", "step", "is_practice", "number"),
        Index(
            "uq_attempt_open",
            "cycle_id",
            "step",
            "is_practice",
            unique=True,
            sqlite_where=text("finished_at IS NULL"),
            postgresql_where=text("finished_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    cycle_id: Mapped[int] = mapped_column(ForeignKey("cycle.id"))
    step: Mapped[str]
    number: Mapped[int]
    layout: Mapped[dict[str, Any]] = mapped_column(JSON)
    started_at: Mapped[datetime]
    is_practice: Mapped[bool] = mapped_column(default=False)
    due_at: Mapped[datetime | None] = mapped_column(default=None)
    finished_at: Mapped[datetime | None] = mapped_column(default=None)
    score: Mapped[Decimal | None] = mapped_column(default=None)
    out_of: Mapped[Decimal | None] = mapped_column(default=None)
    passed: Mapped[bool | None] = mapped_column(default=None)
    graded_by: Mapped[int | None] = mapped_column(ForeignKey("edition.id"), default=None)
    cycle: Mapped[Cycle] = relationship(lazy="raise", init=False)
    answers: Mapped[list["AttemptAnswer"]] = relationship(lazy="raise", init=False)


class AttemptAnswer(Base):
    """The answer to one question of one attempt: a draft until it was checked.

    A finished attempt has one for every question; `value` None = not answered. `mark` is the
    share that was right, 0 to 1, None until it is known; `worth` is what the question counts.
    `history` holds the wrong tries before; `certainty` is how sure the person was, 1 to 3.
    """

    __tablename__ = "attempt_answer"
    __table_args__ = (UniqueConstraint("attempt_id", "question"),)

    id: Mapped[int] = mapped_column(BigKey, primary_key=True, init=False)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"))
    question: Mapped[str]
    number: Mapped[int]
    value: Mapped[Any] = mapped_column(JSON)
    saved_at: Mapped[datetime]
    checked_at: Mapped[datetime | None] = mapped_column(default=None)
    mark: Mapped[Decimal | None] = mapped_column(default=None)
    worth: Mapped[Decimal] = mapped_column(default=Decimal(1), server_default=str(10_000_000))
    tries: Mapped[int] = mapped_column(default=0, server_default="0")
    certainty: Mapped[int | None] = mapped_column(default=None)
    history: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True), default=None)
