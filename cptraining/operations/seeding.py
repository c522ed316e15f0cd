"""An agency with as many invented people as one likes, for measuring: rows and events in bulk."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlalchemy import insert, update

from cptraining import steps
from cptraining.courses import actions as courses
from cptraining.courses import package
from cptraining.database import Base, db
from cptraining.learning.models import (
    Assignment,
    Attempt,
    CourseState,
    Cycle,
    ModuleState,
    StepState,
)
from cptraining.learning.state import required
from cptraining.people import actions as people
from cptraining.people.models import Membership, Person, Role
from cptraining.record.actions import cycle_stream, person_stream
from cptraining.record.models import Event
from cptraining.rules import completion
from cptraining.rules.dates import day_in
from cptraining.rules.outline import Outline, Step
from cptraining.rules.progress import Fact, Progress, apply

ZONE = "Europe/London"
TEAMS = ("East", "North", "South", "West")
AT_ONCE = 250
DAYS = 60


@dataclass(frozen=True)
class Seeded:
    """The agency that was made, and the address of its trainer."""

    agency_id: int
    email: str


@dataclass(frozen=True)
class _Field:
    """What all people of one seeding share."""

    agency_id: int
    teams: Sequence[int]
    trainer_id: int
    course: courses.Published
    outline: Outline
    now: datetime


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
    shared = _Field(agency_id, teams, trainer_id or 0, published, shape, now)
    for start in range(0, count, AT_ONCE):
        numbers = range(start, min(start + AT_ONCE, count))
        _add(shared, numbers)
        tell(len(numbers))
    return Seeded(agency_id, email)


def _add(shared: _Field, numbers: Sequence[int]) -> None:
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
        _Walk(shared, cycle_id, given).walked(number)
        for cycle_id, given, number in zip(cycles, assigned, numbers, strict=True)
    ]
    _write(shared, walks)
    given = zip(ids, places, assignments, assigned, strict=True)
    events = [event for one in given for event in _joining(shared, *one)]
    _insert(Event, events + [event for walk in walks for event in walk.events])


def _assignment(shared: _Field, person_id: int, joined: datetime) -> dict[str, Any]:
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
    shared: _Field, person_id: int, team_id: int, assignment_id: int, assigned: Mapping[str, Any]
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
        _event(person_stream(person_id), number, Fact(name, assigned["made_at"], more), about)
        for number, (name, more) in enumerate(facts, 1)
    ]


@dataclass
class _Walk:
    """One person's way through the course, folded as it is when it really happens."""

    shared: _Field
    cycle_id: int
    assigned: Mapping[str, Any]
    progress: Progress = field(default_factory=Progress)
    events: list[dict[str, Any]] = field(default_factory=list)
    attempts: list[dict[str, Any]] = field(default_factory=list)

    def walked(self, number: int) -> "_Walk":
        """As far as this number says: not opened, or so many steps done; some fail a quiz."""
        shape = list(self.shared.outline)
        done = number % (len(shape) + 2) - 1
        if done < 0:
            return self
        modules = {module: list(ids) for module, ids in required(self.shared.outline).items()}
        self._happened("cycle.opened", edition=self.shared.course.edition_id, required=modules)
        for step in shape[:done]:
            self._do(step)
        following = shape[done] if done < len(shape) else None
        if following and steps.kinds()[following.kind].is_attempted and number % 2:
            self._try(following, passed=False)
        return self

    def _do(self, step: Step) -> None:
        kind = steps.kinds()[step.kind]
        if kind.is_exercise and self.progress.course.note_read_at is None:
            self._happened("note.read")
        if kind.is_attempted:
            self._try(step, passed=True)
        how = "passed" if kind.is_attempted else "paper" if kind.is_exercise else "done"
        module = self.shared.outline.module_of[step.id].id
        self._happened("step.completed", step=step.id, module=module, how=how)
        for finished in completion.completed_modules(self.progress):
            self._happened("module.completed", module=finished)
        if completion.is_course_complete(self.progress):
            self._happened("course.completed", due_on=self.assigned["due_on"].isoformat())

    def _try(self, step: Step, *, passed: bool) -> None:
        content = steps.kinds()[step.kind].read(step.content)
        layout = content.layout(list)
        out_of = Decimal(len(layout["questions"]))
        score = out_of if passed else Decimal(0)
        self._happened("attempt.started", step=step.id, attempt=1)
        tried = {"score": score, "out_of": out_of, "passed": passed}
        facts = tried | {"score": str(score), "out_of": str(out_of)}
        self._happened("attempt.finished", step=step.id, attempt=1, **facts)
        row = {"cycle_id": self.cycle_id, "step": step.id, "number": 1, "layout": layout}
        times = {"started_at": self._clock, "finished_at": self._clock}
        self.attempts.append({**row, **times, **tried})

    @property
    def _clock(self) -> datetime:
        """When the last thing happened: each a quarter of an hour after the one before."""
        begun: datetime = self.assigned["made_at"]
        return begun + timedelta(minutes=15 * len(self.events))

    def _happened(self, name: str, **facts: Any) -> None:
        number = len(self.events) + 1
        fact = Fact(name, self._clock + timedelta(minutes=15), facts)
        person_id = self.assigned["person_id"]
        about = (person_id, self.shared.agency_id, person_id)
        self.events.append(_event(cycle_stream(self.cycle_id), number, fact, about))
        self.progress = apply(self.progress, fact)


def _write(shared: _Field, walks: Sequence[_Walk]) -> None:
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
    _insert(Attempt, [row for walk in opened for row in walk.attempts])


def _update_cycles(shared: _Field, opened: Sequence[_Walk]) -> None:
    edition_id = shared.course.edition_id
    rows = [
        {"id": walk.cycle_id, "edition_id": edition_id, "opened_at": walk.events[0]["happened_at"]}
        for walk in opened
    ]
    if rows:
        db.session.execute(update(Cycle), rows)


def _event(stream: str, number: int, fact: Fact, about: tuple[int, int, int]) -> dict[str, Any]:
    """A row of the record; `about` = person, agency, actor."""
    person_id, agency_id, actor_id = about
    return {
        "stream": stream,
        "number": number,
        "name": fact.name,
        "person_id": person_id,
        "agency_id": agency_id,
        "actor_id": actor_id,
        "facts": dict(fact.facts),
        "happened_at": fact.happened_at,
        "recorded_at": fact.happened_at,
    }


def _insert(table: type[Base], rows: Sequence[Mapping[str, Any]]) -> Sequence[int]:
    """Insert rows in one statement or few; their first keys in the same order."""
    if not rows:
        return []
    key = next(iter(table.__table__.primary_key))
    statement = insert(table).returning(key, sort_by_parameter_order=True)
    return db.session.scalars(statement, list(rows)).all()
