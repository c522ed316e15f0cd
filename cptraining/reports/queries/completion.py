"""Reading who stands where: one set of conditions behind every row, figure and file."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, case, false, func, or_, select

from cptraining.certificates.models import Certificate
from cptraining.certificates.queries import IS_CURRENT
from cptraining.courses import queries as courses
from cptraining.courses.models import Course, Edition
from cptraining.database import db, read_snapshot
from cptraining.learning.models import Assignment, CourseState, Cycle, ModuleState
from cptraining.people.access import visible
from cptraining.people.models import Agency, Membership, Person, Role, Team
from cptraining.reports.asked import Asked, Span, Trainer
from cptraining.reports.figures import Figures
from cptraining.reports.localday import local_day
from cptraining.rules.outline import Outline
from cptraining.rules.progress import State
from cptraining.rules.standing import STATUSES, Status

AT_ONCE = 500
"""Rows read in one go, so that a long file never lies in memory."""

DUE_ON = case(
    (CourseState.state == State.COMPLETE, CourseState.due_on_then), else_=Assignment.due_on
)
"""The due date that counts: once complete, the one that was in force then."""

COMPLETED_ON = local_day(Agency.zone, CourseState.completed_at)

LEARNS_HERE = (
    (Membership.person_id == Assignment.person_id)
    & (Membership.agency_id == Assignment.agency_id)
    & (Membership.role == Role.LEARNER)
    & Membership.left_at.is_(None)
)


class Row(NamedTuple):
    """One person's newest cycle of one course; `failed_tries` are those of modules not passed."""

    cycle_id: int
    edition_id: int | None
    person_id: int
    name: str
    email: str | None
    agency_id: int
    agency: str
    team: str | None
    course: str
    state: State
    done: int
    of: int
    due_on: date | None
    completed_on: date | None
    tries: int
    failed_tries: int
    certificate: str | None


class Tallied(NamedTuple):
    """What is stored of one module of one cycle."""

    cycle_id: int
    module: str
    state: State
    done: int
    of: int
    tries: int


class Given(NamedTuple):
    """A course, and how many people here are to complete it."""

    id: int
    title: str
    assigned: int


def courses_given(trainer: Trainer) -> Sequence[Given]:
    """The courses that the trainer's people are to complete, the one with most of them first."""
    count = func.count()
    rows = db.session.execute(
        _of(trainer, Course.id, Course.title, count)
        .group_by(Course.id)
        .order_by(count.desc(), Course.title)
    )
    return [Given(*row) for row in rows]


def teams(trainer: Trainer) -> Sequence[Team]:
    """The teams of the agencies that the trainer trains, by name."""
    return db.session.scalars(
        select(Team).where(Team.agency_id.in_(trainer.days)).order_by(Team.name, Team.id)
    ).all()


def outlines(trainer: Trainer, course_id: int) -> list[Outline]:
    """The editions of a course that people here work in, the newest of all before them."""
    newest = select(func.max(Edition.id)).where(Edition.course_id == course_id)
    met = _of(trainer, Cycle.edition_id).where(Assignment.course_id == course_id)
    ids = db.session.scalars(
        select(Edition.id)
        .where(or_(Edition.id == newest.scalar_subquery(), Edition.id.in_(met)))
        .order_by(Edition.number.desc())
    )
    return [courses.outline(id_) for id_ in ids.all()]


def figures(trainer: Trainer, asked: Asked) -> Figures:
    """How many there are of each status, whatever status is asked for."""
    counts = [func.count().filter(_has(status, trainer)).label(status) for status in Status]
    statement = _of(trainer, func.count().label("assigned"), *counts).where(*_matching(asked))
    return Figures(**db.session.execute(statement).mappings().one())


def rows(
    trainer: Trainer, asked: Asked, *, first: int = 0, count: int | None = None
) -> Iterator[Sequence[Row]]:
    """The rows asked for, in order, some at once: `count` from `first` on.

    None = to the end, as they all were at the beginning.
    """
    if count is None:
        read_snapshot()
    wanted = [_has(asked.status, trainer)] if asked.status else []
    found = db.session.execute(
        _of(trainer, *_columns())
        .where(*_matching(asked), *wanted)
        .order_by(*_order(trainer, asked.sort))
        .offset(first)
        .limit(count),
        execution_options={} if count else {"yield_per": AT_ONCE},
    )
    for some in found.partitions(AT_ONCE):
        yield [Row(*row) for row in some]


def modules(cycle_ids: Sequence[int]) -> Mapping[int, Mapping[str, Tallied]]:
    """What is stored of the modules of some cycles, by cycle and module."""
    table = ModuleState
    columns = (table.cycle_id, table.module, table.state, table.done, table.of, table.tries)
    found: dict[int, dict[str, Tallied]] = {id_: {} for id_ in cycle_ids}
    for row in db.session.execute(select(*columns).where(table.cycle_id.in_(cycle_ids))):
        found[row.cycle_id][row.module] = Tallied(*row)
    return found


def _of(trainer: Trainer, *columns: Any) -> Select[Any]:
    """Columns of what the trainer's people are to complete: the newest cycle of each.

    People who do not learn in the agency any more are left out.
    """
    newest = select(func.max(Cycle.number)).where(Cycle.assignment_id == Assignment.id)
    return (
        select(*columns)
        .select_from(Assignment)
        .join(Cycle, Cycle.assignment_id == Assignment.id)
        .join(CourseState, CourseState.cycle_id == Cycle.id)
        .join(Membership, LEARNS_HERE)
        .join(Person, Person.id == Assignment.person_id)
        .join(Agency, Agency.id == Assignment.agency_id)
        .join(Course, Course.id == Assignment.course_id)
        .outerjoin(Team, Team.id == Membership.team_id)
        .where(
            visible(
                trainer.person,
                Role.TRAINER,
                person=Assignment.person_id,
                agency=Assignment.agency_id,
            ),
            Assignment.withdrawn_at.is_(None),
            Cycle.number == newest.correlate(Assignment).scalar_subquery(),
        )
    )


def _columns() -> list[Any]:
    """The columns of a `Row`, in its order."""
    tries = select(func.coalesce(func.sum(ModuleState.tries), 0)).where(
        ModuleState.cycle_id == Cycle.id
    )
    number = select(Certificate.number).where(
        Certificate.cycle_id == Cycle.id, Certificate.award == "course", IS_CURRENT
    )
    return [
        *(Cycle.id, Cycle.edition_id, Person.id, Person.name, Person.email),
        *(Agency.id, Agency.name, Team.name, Course.title),
        *(CourseState.state, CourseState.done, CourseState.of, DUE_ON, COMPLETED_ON),
        tries.scalar_subquery(),
        tries.where(ModuleState.state == State.FAILED).scalar_subquery(),
        number.scalar_subquery(),
    ]


def _matching(asked: Asked) -> list[ColumnElement[bool]]:
    """What is asked for, but for the status."""
    conditions = [Assignment.course_id == asked.course_id]
    if asked.agency_id:
        conditions.append(Assignment.agency_id == asked.agency_id)
    if asked.team_id:
        conditions.append(Membership.team_id == asked.team_id)
    if asked.name:
        conditions.append(Person.name.icontains(asked.name, autoescape=True))
    return conditions + _within(DUE_ON, asked.due) + _within(COMPLETED_ON, asked.completed)


def _within(day: ColumnElement[Any], span: Span) -> list[ColumnElement[bool]]:
    first = [day >= span.first] if span.first else []
    last = [day <= span.last] if span.last else []
    return first + last


def _has(status: Status, trainer: Trainer) -> ColumnElement[bool]:
    """Whether a row is of this status; the same as `rules.standing` says of it."""
    if status is Status.OVERDUE:
        return _is_overdue(trainer)
    if status is Status.LATE:
        return (CourseState.state == State.COMPLETE) & (CourseState.due_on_then < COMPLETED_ON)
    stored = next(state for state, named in STATUSES.items() if named is status)
    return CourseState.state == stored


def _is_overdue(trainer: Trainer) -> ColumnElement[bool]:
    """Whether the due day is over where the agency is; all the agencies share a few days."""
    is_over = [
        Assignment.agency_id.in_([id_ for id_, here in trainer.days.items() if here == day])
        & (Assignment.due_on < day)
        for day in sorted(set(trainer.days.values()))
    ]
    return CourseState.state.not_in([State.COMPLETE, State.EXEMPT]) & or_(false(), *is_over)


def _order(trainer: Trainer, sort: str) -> list[ColumnElement[Any]]:
    """How rows are sorted; names, then cycles, decide between equal ones."""
    name = func.lower(Person.name)
    key = {
        "name": name,
        "status": case(*((_has(status, trainer), n) for n, status in enumerate(Status))),
        "due": DUE_ON,
        "completed": COMPLETED_ON,
    }[sort.removeprefix("-")]
    way = key.desc() if sort.startswith("-") else key.asc()
    return [way.nulls_last(), name, Cycle.id.asc()]
