"""A trainer with a class of learners at every stage, and how tests read the report of it."""

import csv
import io
from datetime import date, timedelta

from sqlalchemy import insert

from cptraining.courses.queries import outline
from cptraining.database import db
from cptraining.learning import actions
from cptraining.learning.models import Assignment, CourseState, Cycle, ModuleState
from cptraining.people.models import Membership, Person, Role
from cptraining.rules.outline import Award, Module, Outline, Step
from cptraining.rules.progress import State
from tests.pages import Page

SOON = date(2026, 3, 9)


def course(*modules: str, slug: str = "short", title: str = "A short course") -> Outline:
    """A course of modules with two pages to read each."""
    parts = (
        Module(
            module,
            f"Module {module}",
            tuple(Step(f"{module}.{n}", "reading", f"Page {module}.{n}", 3) for n in (1, 2)),
        )
        for module in modules
    )
    return Outline(slug, title, "Two pages a module.", tuple(parts), certificate=Award(title))


class Class:
    """A trainer, their agency, and learners who get as far as a test says."""

    def __init__(self, world, name="Thornwick", zone="Europe/London", trainer=None):
        self.world, self.agency = world, world.agency(name, zone)
        self.trainer = trainer or world.trainer(self.agency, f"Trainer of {name}")

    def learner(self, name, course_id, *, due=None, done=None, team=None):
        """Somebody with this course, `done` steps into it; None = not opened."""
        person = self.world.learner(self.agency, name, team)
        cycle = self.world.assign(person, course_id, due, self.trainer.id)
        if done is not None:
            self.work(person, cycle, done)
        person.cycle_id = cycle
        return person

    def work(self, person, cycle_id, done):
        with self.world.at_work() as now:
            actions.open_cycle(cycle_id, person.id, now)
            edition = db.session.get_one(Cycle, cycle_id).edition_id
            for step in list(outline(edition))[:done]:
                actions.complete_step(cycle_id, step.id, actor_id=person.id, now=now)


def crowd(world, school, course_id: int, ids: range) -> None:
    """People at every stage, written straight into the tables; each number is all their ids."""
    person = {"created_at": world.now, "is_administrator": False, "is_author": False}
    place = {"agency_id": school.agency, "role": Role.LEARNER, "joined_at": world.now}
    given = {"agency_id": school.agency, "course_id": course_id, "made_at": world.now}
    begun = {"state": State.IN_PROGRESS, "done": 1, "tries": 0}
    tables = {
        Person: lambda n: {"id": n, "name": f"Person {n:05}", "session_key": "-"} | person,
        Membership: lambda n: {"person_id": n} | place,
        Assignment: lambda n: {"id": n, "person_id": n, "due_on": SOON + timedelta(n % 9)} | given,
        Cycle: lambda n: {"id": n, "assignment_id": n, "number": 1, "edition_id": 1},
        CourseState: lambda n: {"cycle_id": n, "state": list(State)[n % 3], "done": 1, "of": 4},
        ModuleState: lambda n: {"cycle_id": n, "module": "A", "of": 2} | begun,
    }
    with world.at_work():
        for table, row in tables.items():
            db.session.execute(insert(table), [row(n) for n in ids])


def rows_of(page: Page) -> list[dict[str, str]]:
    text = page.response.data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def names(page: Page) -> list[str]:
    table = page.tree.one("table")
    return [node.text for node in table.all("th", scope="row")]


def cells(page: Page) -> dict[str, list[str]]:
    """What stands behind each name in the first table."""
    rows = page.tree.all("tbody")[0].all("tr")
    return {row.one("th").text: [cell.text for cell in row.all("td")] for row in rows}


def told(page: Page) -> list[str]:
    """What the timeline says happened, the newest first."""
    return [
        item.all("span")[1].text for item in page.tree.one("ol", class_="app-timeline").all("li")
    ]


def shown(page: Page) -> dict[str, int]:
    """The summary figures by their words."""
    blocks = page.tree.one("dl", class_="app-figures").all("div")
    words = [block.one("dt").raw.split("of those")[0].strip() for block in blocks]
    return dict(zip(words, (int(b.one("a").raw.split()[0]) for b in blocks), strict=True))
