"""The invented agencies of the demonstration, made by the same actions as real ones."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import func, select

from cptraining.courses import queries as courses
from cptraining.database import db
from cptraining.learning import actions, assignments, attempts
from cptraining.learning.models import Cycle
from cptraining.people import actions as people
from cptraining.people import passwords
from cptraining.people.models import Person, Role
from cptraining.rules.dates import day_in
from cptraining.steps import kinds

SCRIPT: Mapping[str, Any] = yaml.safe_load(
    Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8")
)
PASSWORD: str = SCRIPT["password"]
COURSE = "taster"


@dataclass(frozen=True)
class Member:
    """One of the cast: the address to sign in with, and what that lets one see."""

    email: str
    shows: str


CAST = [
    Member(person["email"], person["shows"])
    for person in (
        *(person for agency in SCRIPT["agencies"] for person in agency["people"]),
        SCRIPT["administrator"],
    )
]


def create_once(now: datetime) -> bool:
    """Create the demonstration in an empty database; False when anybody is there already."""
    if db.session.scalar(select(func.count()).select_from(Person)):
        return False
    hashed = passwords.hashed(PASSWORD)
    administrator = SCRIPT["administrator"]
    person_id = people.make_person(
        administrator["name"], administrator["email"], now, password_hash=hashed
    )
    people.make_administrator(person_id or 0)
    for agency in SCRIPT["agencies"]:
        _Stage(agency, hashed, now).play()
    return True


class _Stage:
    """One agency while it is filled."""

    def __init__(self, script: Mapping[str, Any], hashed: str, now: datetime) -> None:
        self.script = script
        self.hashed = hashed
        self.now = now
        self.zone: str = script["zone"]
        began = now - timedelta(days=90)
        self.agency_id = people.add_agency(script["name"], self.zone, began)
        self.teams = [people.add_team(self.agency_id, name) for name in script["teams"]]

    def play(self) -> None:
        """Let everybody join, and learn as far as the script says."""
        trainer_id = self._join(self.script["people"][0])
        for part in self.script["people"][1:]:
            self._learn(part, self._join(part), trainer_id)

    def _join(self, part: Mapping[str, Any]) -> int:
        joined = self.now - timedelta(days=part["days"])
        person_id = people.make_person(
            part["name"], part["email"], joined, password_hash=self.hashed
        )
        place = people.Place(
            self.agency_id,
            Role(part.get("role", Role.LEARNER)),
            self.teams[part["team"]] if "team" in part else None,
        )
        people.join(person_id or 0, place, actor_id=person_id or 0, now=joined)
        return person_id or 0

    def _learn(self, part: Mapping[str, Any], person_id: int, trainer_id: int) -> None:
        joined = self.now - timedelta(days=part["days"])
        cycle_id = assignments.assign(
            person_id=person_id,
            agency_id=self.agency_id,
            course_id=courses.course(COURSE).id,
            due_on=day_in(self.zone, self.now + timedelta(days=part["due"])),
            actor_id=trainer_id,
            now=joined,
        )
        if part.get("opened", True):
            pace = timedelta(days=part.get("took", part["days"] / 2)) / 10
            _Walk(cycle_id, person_id, joined + pace, pace).walk(part)


@dataclass
class _Walk:
    """One person's way through the Taster: a clock that goes on with each thing they do."""

    cycle_id: int
    person_id: int
    clock: datetime
    pace: timedelta

    def walk(self, part: Mapping[str, Any]) -> None:
        """Do the steps that are done, then the tries that did not pass."""
        actions.open_cycle(self.cycle_id, self.person_id, self.clock)
        cycle = db.session.get_one(Cycle, self.cycle_id)
        steps = list(courses.outline(cycle.edition_id or 0))
        done = part["done"]
        for step in steps[:done]:
            if done == len(steps) and step is steps[-1]:
                people.confirm_name(self.person_id, part["name"], self.clock)
            self._do(step.id, step.kind)
        for _ in range(part.get("failed", 0)):
            self._try(steps[done].id, SCRIPT["wrong"])

    def _do(self, step_id: str, kind: str) -> None:
        if kinds()[kind].is_attempted:
            self._try(step_id, SCRIPT["right"])
            return
        if kinds()[kind].is_exercise:
            actions.read_note(self.cycle_id, self.person_id, self.clock)
        written = SCRIPT["answers"].get(step_id)
        now = self._tick()
        if written is not None:
            actions.save_answer(self.cycle_id, step_id, written, number=0, now=now)
        actions.complete_step(
            self.cycle_id,
            step_id,
            actor_id=self.person_id,
            now=now,
            on_paper=kinds()[kind].is_exercise and written is None,
        )

    def _try(self, step_id: str, answers: Mapping[str, Any]) -> None:
        attempt_id = attempts.start(
            self.cycle_id, step_id, actor_id=self.person_id, now=self._tick(), shuffle=list
        )
        for question, answer in self._given(answers):
            attempts.save(attempt_id, question, answer, number=0, now=self.clock)
            attempts.check(attempt_id, question, actor_id=self.person_id, now=self.clock)

    def _given(self, answers: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        """Each answer a minute after the one before."""
        for question, answer in answers.items():
            self.clock += timedelta(minutes=1)
            yield question, answer

    def _tick(self) -> datetime:
        self.clock += self.pace
        return self.clock
