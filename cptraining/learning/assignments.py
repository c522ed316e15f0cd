"""Who is to complete what by when: assigning, starting by oneself, taking back."""

from datetime import date, datetime

from sqlalchemy import select

from cptraining.courses.models import Course
from cptraining.database import db
from cptraining.learning.models import Assignment, CourseState, Cycle
from cptraining.people.models import Membership, Person, Role
from cptraining.people.reader import Reader
from cptraining.record.actions import About, append, person_stream
from cptraining.rules.refusal import NotFound, Refusal
from cptraining.rules.words import Words


class AlreadyComplete(Refusal):
    """Taking back what somebody has completed: nothing un-happens."""

    words = Words("This course is complete, so it stays with the person, like its certificate.")


class NoAgency(Refusal):
    """Learning by somebody who learns in no agency."""

    words = Words("You are not a learner in any agency yet. Ask your trainer to invite you.")


def assign(  # noqa: PLR0913 -- an assignment says who, where, what, by when and by whom
    *,
    person_id: int,
    agency_id: int,
    course_id: int,
    due_on: date | None,
    actor_id: int,
    now: datetime,
) -> int:
    """Let a person complete a course; returns the id of the cycle to work in.

    Assigned already: the new due date replaces the old one. The caller has made sure that the
    actor may do this in this agency. Raises NotFound when the person does not learn there now.
    """
    _lock(person_id)
    _require_learner(person_id, agency_id)
    assignment = _current(person_id, agency_id, course_id)
    if assignment is None:
        return _new(
            Assignment(
                person_id=person_id,
                agency_id=agency_id,
                course_id=course_id,
                due_on=due_on,
                assigned_by=None if actor_id == person_id else actor_id,
                made_at=now,
            ),
            actor_id,
            now,
        )
    if assignment.due_on != due_on and actor_id != person_id:
        assignment.due_on = due_on
        _record(assignment, "assignment.due_changed", actor_id, now)
    return _newest_cycle(assignment.id)


def begin(person: Reader, course_id: int, now: datetime) -> int:
    """The cycle of an open course that a person begins by their own choice.

    Raises NotFound when the course is not open, NoAgency when the person learns in no agency.
    """
    if not db.session.get_one(Course, course_id).is_open:
        raise NotFound
    learning = [membership for membership in person.current if membership.role is Role.LEARNER]
    if not learning:
        raise NoAgency
    return assign(
        person_id=person.id,
        agency_id=learning[0].agency.id,
        course_id=course_id,
        due_on=None,
        actor_id=person.id,
        now=now,
    )


def withdraw(assignment_id: int, actor_id: int, now: datetime) -> None:
    """Take an assignment back; what was done in it stays in the record.

    Raises AlreadyComplete when the course was completed in it.
    """
    assignment = db.session.get(Assignment, assignment_id)
    if assignment is None:
        raise NotFound
    _lock(assignment.person_id)
    db.session.refresh(assignment)
    if _is_complete(assignment_id):
        raise AlreadyComplete
    if assignment.withdrawn_at is None:
        assignment.withdrawn_at = now
        _record(assignment, "assignment.withdrawn", actor_id, now)


def _new(assignment: Assignment, actor_id: int, now: datetime) -> int:
    db.session.add(assignment)
    db.session.flush()
    cycle = Cycle(assignment_id=assignment.id, number=1)
    db.session.add(cycle)
    db.session.flush()
    db.session.add(CourseState(cycle_id=cycle.id))
    _record(assignment, "assignment.made", actor_id, now)
    return cycle.id


def _record(assignment: Assignment, name: str, actor_id: int, now: datetime) -> None:
    about = About(
        stream=person_stream(assignment.person_id),
        person_id=assignment.person_id,
        agency_id=assignment.agency_id,
        actor_id=actor_id,
    )
    due_on = assignment.due_on
    append(
        about,
        name,
        now=now,
        assignment=assignment.id,
        course=assignment.course_id,
        due_on=due_on and due_on.isoformat(),
    )


def _lock(person_id: int) -> None:
    """Hold the person's stream. Raises NotFound when there is nobody."""
    locked = select(Person.id).where(Person.id == person_id).with_for_update()
    if db.session.scalar(locked) is None:
        raise NotFound


def _require_learner(person_id: int, agency_id: int) -> None:
    learns = select(Membership.id).where(
        Membership.person_id == person_id,
        Membership.agency_id == agency_id,
        Membership.role == Role.LEARNER,
        Membership.left_at.is_(None),
    )
    if db.session.scalar(learns.limit(1)) is None:
        raise NotFound


def _current(person_id: int, agency_id: int, course_id: int) -> Assignment | None:
    return db.session.scalar(
        select(Assignment).where(
            Assignment.person_id == person_id,
            Assignment.agency_id == agency_id,
            Assignment.course_id == course_id,
            Assignment.withdrawn_at.is_(None),
        )
    )


def _is_complete(assignment_id: int) -> bool:
    """Whether any cycle was completed; the cycles are locked, so that none completes meanwhile."""
    cycles = select(Cycle.id).where(Cycle.assignment_id == assignment_id).with_for_update()
    complete = select(CourseState.cycle_id).where(
        CourseState.cycle_id.in_(db.session.scalars(cycles).all()),
        CourseState.completed_at.is_not(None),
    )
    return db.session.scalar(complete.limit(1)) is not None


def _newest_cycle(assignment_id: int) -> int:
    return db.session.scalars(
        select(Cycle.id)
        .where(Cycle.assignment_id == assignment_id)
        .order_by(Cycle.number.desc())
        .limit(1)
    ).one()
