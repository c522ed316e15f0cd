"""Agencies, people and courses for tests, made through the same actions as everybody's."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from functools import cache

from flask import Flask

from cptraining.courses import actions as courses
from cptraining.courses import package
from cptraining.database import transaction
from cptraining.learning import assignments
from cptraining.people import actions as people
from cptraining.people import passwords, queries
from cptraining.people.models import Person, Role
from cptraining.rules.outline import Outline

PASSWORD = "three quiet canal boats"


class World:
    """Makes what a test needs; everything happens at `now`, which `later()` moves on.

    People come back with their memberships, and stay readable outside the database.
    """

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.now = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
        self._numbers = 0

    def later(self, **period: float) -> datetime:
        """Let time pass: `later(days=3)`; returns the new moment."""
        self.now += timedelta(**period)
        return self.now

    @contextmanager
    def at_work(self) -> Iterator[datetime]:
        """A transaction of the application, for calling actions; yields the moment."""
        with self.app.app_context(), transaction():
            yield self.now

    def agency(self, name: str = "Hillside", zone: str = "Europe/London") -> int:
        with self.at_work() as now:
            return people.add_agency(name, zone, now)

    def team(self, agency: int, name: str = "North") -> int:
        with self.at_work():
            return people.add_team(agency, name)

    def learner(self, agency: int, name: str = "", team: int | None = None) -> Person:
        """Somebody who learns in an agency, with an address of their own and PASSWORD."""
        return self._member(name or "Kofi Mensah", people.Place(agency, Role.LEARNER, team))

    def trainer(self, agency: int, name: str = "") -> Person:
        """Somebody who trains an agency."""
        return self._member(name or "Maria Novák", people.Place(agency, Role.TRAINER))

    def administrator(self, name: str = "Ada Admin") -> Person:
        """Somebody who looks after the installation and works in no agency."""
        person_id = self._person(name)
        with self.at_work():
            people.make_administrator(person_id)
        return self.person(person_id)

    def person(self, person_id: int) -> Person:
        """Somebody as they are now."""
        with self.app.app_context():
            return queries.person(person_id)

    def course(self, outline: Outline | None = None) -> courses.Published:
        """Publish a course; the Taster unless another is given."""
        with self.at_work() as now:
            return courses.publish(outline or taster(), now=now)

    def assign(
        self, person: Person, course_id: int, due_on: date | None = None, actor: int | None = None
    ) -> int:
        """Assign a course in the person's first agency; returns the id of the cycle."""
        with self.at_work() as now:
            return assignments.assign(
                person_id=person.id,
                agency_id=person.current[0].agency_id,
                course_id=course_id,
                due_on=due_on,
                actor_id=actor or person.id,
                now=now,
            )

    def _member(self, name: str, place: people.Place) -> Person:
        person_id = self._person(name)
        with self.at_work() as now:
            people.join(person_id, place, actor_id=person_id, now=now)
        return self.person(person_id)

    def _person(self, name: str) -> int:
        self._numbers += 1
        email = f"person{self._numbers}@example.org"
        with self.at_work() as now:
            person_id = people.make_person(name, email, now, password_hash=hashed())
        assert person_id is not None
        return person_id


@cache
def taster() -> Outline:
    """The Taster as it ships, read once."""
    return package.read(next(path for path in package.shipped() if path.name == "taster"))


@cache
def hashed() -> str:
    """PASSWORD as it is stored; made once, since it is meant to be slow."""
    return passwords.hashed(PASSWORD)
