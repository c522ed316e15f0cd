"""An agency with as many invented people as one likes, for measuring: rows and events in bulk."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, update

from cptraining.courses import actions as courses
from cptraining.courses import package
from cptraining.database import Base, db
from cptraining.learning.models import (
    Assignment,
    Attempt,
    AttemptAnswer,
    CourseState,
    Cycle,
    ModuleState,
    StepState,
)
from cptraining.operations.strolling import Shared, Walk, row_of
from cptraining.people import actions as people
from cptraining.people.models import Membership, Person, Role
from cptraining.record.actions import person_stream
from cptraining.record.models import Event
from cptraining.rules.dates import day_in
from cptraining.rules.outline import Outline
from cptraining.rules.progress import Fact

ZONE = "Europe/London"
TEAMS = ("East", "North", "South", "West")
AT_ONCE = 250
DAYS = 60


@dataclass(frozen=True)
class Seeded:
    """The agency that was made, and the address of its trainer."""

    agency_id: int
    email: str


def outline() -> Outline:
    """The Taster under another name, without a certificate: nobody is sent thousands of mails."""
    taster = package.read(next(path for path in package.shipped() if path.name == "taster"))
    return replace(taster, slug="seeded", title="Seeded course", certificate=None, is_open=False)


def seed(
    count: int, password_hash: str, now: datetime, tell: Callable[[int], object] = lambda _: None
) -> Seeded:
    """Make an agency with `count` learners at every stage; `tell` hears how many were added.

    Only rows are written, in bulk, but with the events that they follow from, so that a rebuild
    finds the same.
    """
    shape = outline()
    agency_id = people.add_agency(f"Seeded {now:%Y-%m-%d %H:%M:%S.%f}", ZONE, now)
    email = f"trainer{agency_id}@seeded.example"
    trainer_id = people.make_person("Seeded Trainer", email, now, password_hash=password_hash)
    place = people.Place(agency_id, Role.TRAINER)
    people.join(trainer_id or 0, place, actor_id=trainer_id or 0, now=now)
    teams = [people.add_team(agency_id, name) for name in TEAMS]
    published = courses.publish(shape, now=now)
    shared = Shared(agency_id, teams, trainer_id or 0, published, shape, now)
    for start in range(0, count, AT_ONCE):
        numbers = range(start, min(start + AT_ONCE, count))
        _add(shared, numbers)
        tell(len(numbers))
    return Seeded(agency_id, email)


def _add(shared: Shared, numbers: Sequence[int]) -> None:
    """Some people with all that belongs to them."""
    joined = shared.now - timedelta(days=DAYS)
    known = {"session_key": "-", "created_at": joined, "name_confirmed_at": joined}
    ids = _insert(Person, [{"name": f"Learner {number + 1:05}", **known} for number in numbers])
    membership = {"agency_id": shared.agency_id, "role": Role.LEARNER, "joined_at": joined}
    places = [shared.teams[number % len(TEAMS)] for number in numbers]
    _insert(
        Membership,
        [
            {"person_id": id_, "team_id": team_id, **membership}
            for id_, team_id in zip(ids, places, strict=True)
        ],
    )
    assigned = [_assignment(shared, id_, joined) for id_ in ids]
    assignments = _insert(Assignment, assigned)
    cycles = _insert(Cycle, [{"assignment_id": id_, "number": 1} for id_ in assignments])
    walks = [
        Walk(shared, cycle_id, given).walked(number)
        for cycle_id, given, number in zip(cycles, assigned, numbers, strict=True)
    ]
    _write(shared, walks)
    given = zip(ids, places, assignments, assigned, strict=True)
    events = [event for one in given for event in _joining(shared, *one)]
    _insert(Event, events + [event for walk in walks for event in walk.events])


def _assignment(shared: Shared, person_id: int, joined: datetime) -> dict[str, Any]:
    due = shared.now + timedelta(days=person_id % DAYS - DAYS / 2)
    return {
        "person_id": person_id,
        "agency_id": shared.agency_id,
        "course_id": shared.course.course_id,
        "assigned_by": shared.trainer_id,
        "due_on": day_in(ZONE, due),
        "made_at": joined,
    }


def _joining(
    shared: Shared, person_id: int, team_id: int, assignment_id: int, assigned: Mapping[str, Any]
) -> list[dict[str, Any]]:
    """The events of joining a team of an agency and being given the course."""
    role = Role.LEARNER.value
    facts: list[tuple[str, dict[str, Any]]] = [
        ("person.made", {}),
        ("person.joined", {}),
        ("role.given", {"role": role}),
        ("team.joined", {"team": team_id, "role": role}),
        (
            "assignment.made",
            {
                "assignment": assignment_id,
                "course": assigned["course_id"],
                "due_on": assigned["due_on"].isoformat(),
            },
        ),
    ]
    about = (person_id, shared.agency_id, shared.trainer_id)
    return [
        row_of(person_stream(person_id), number, Fact(name, assigned["made_at"], more), about)
        for number, (name, more) in enumerate(facts, 1)
    ]


def _write(shared: Shared, walks: Sequence[Walk]) -> None:
    """The rows that follow from the events."""
    opened = [walk for walk in walks if walk.events]
    _update_cycles(shared, opened)
    _insert(
        CourseState,
        [{"cycle_id": walk.cycle_id, **asdict(walk.progress.course)} for walk in walks],
    )
    modules = [
        {"cycle_id": walk.cycle_id, "module": id_, **asdict(value)}
        for walk in opened
        for id_, value in walk.progress.modules.items()
    ]
    states = [
        {"cycle_id": walk.cycle_id, "step": id_, **asdict(value)}
        for walk in opened
        for id_, value in walk.progress.steps.items()
    ]
    _insert(ModuleState, modules)
    _insert(StepState, states)
    attempts = _insert(Attempt, [row for walk in opened for row in walk.attempts])
    answers = [given for walk in opened for given in walk.answers]
    _insert(
        AttemptAnswer,
        [
            {"attempt_id": id_, **row}
            for id_, given in zip(attempts, answers, strict=True)
            for row in given
        ],
    )


def _update_cycles(shared: Shared, opened: Sequence[Walk]) -> None:
    edition_id = shared.course.edition_id
    rows = [
        {"id": walk.cycle_id, "edition_id": edition_id, "opened_at": walk.events[0]["happened_at"]}
        for walk in opened
    ]
    if rows:
        db.session.execute(update(Cycle), rows)


def _insert(table: type[Base], rows: Sequence[Mapping[str, Any]]) -> Sequence[int]:
    """Insert rows in one statement or few; their first keys in the same order."""
    if not rows:
        return []
    key = next(iter(table.__table__.primary_key))
    statement = insert(table).returning(key, sort_by_parameter_order=True)
    return db.session.scalars(statement, list(rows)).all()
