"""The films that agencies show in courses: an address in place of the author's, for each step."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam, delete, select

from cptraining import steps
from cptraining.courses import queries as courses
from cptraining.courses.models import Course
from cptraining.database import db
from cptraining.learning.by_trainers import AgencyFilm
from cptraining.learning.models import Assignment, Cycle
from cptraining.learning.screens import Screen
from cptraining.people.access import trained
from cptraining.people.reader import Reader, Workplace
from cptraining.rules.outline import Module, Step
from cptraining.rules.refusal import NotFound


class Film(NamedTuple):
    """Where a film is, and its captions as WebVTT ("" = its host has them)."""

    address: str
    captions: str


class Shown(NamedTuple):
    """A step that takes a film, and the one that an agency shows there, if it does."""

    module: Module
    step: Step
    film: Film | None


def screen_with_film(found: Screen, cycle_id: int) -> Screen:
    """The step as the agency of this cycle shows it, where its kind takes films."""
    if not found.kind.takes_film:
        return found
    row = db.session.execute(_OF_CYCLE, {"cycle": cycle_id, "step": found.step.id}).one_or_none()
    return found if row is None else found.with_film(*row)


def trained_agency(reader: Reader, agency_id: int) -> Workplace:
    """An agency that the reader trains. Raises NotFound for every other."""
    found = [agency for agency in trained(reader) if agency.id == agency_id]
    if not found:
        raise NotFound
    return found[0]


def course_films(agency_id: int, course: Course) -> list[Shown]:
    """The steps of a course's newest edition that take a film, in order."""
    outline = courses.outline(courses.newest(course.id).id)
    known = _films(agency_id, course.id)
    return [
        Shown(module, step, known.get(step.id))
        for module in outline.modules
        for step in module.steps
        if steps.kinds()[step.kind].takes_film
    ]


def all_courses() -> Sequence[Course]:
    """Every course, by title."""
    return db.session.scalars(select(Course).order_by(Course.title)).all()


def put(film: Film, shown: Shown, place: tuple[int, int], *, actor_id: int, now: datetime) -> None:
    """Show this film at a step in an agency and a course (their ids), in place of any other."""
    remove(shown, place)
    agency_id, course_id = place
    db.session.add(
        AgencyFilm(
            agency_id=agency_id,
            course_id=course_id,
            step=shown.step.id,
            set_by=actor_id,
            set_at=now,
            **film._asdict(),
        )
    )


def remove(shown: Shown, place: tuple[int, int]) -> None:
    """Show what the course has there itself again."""
    agency_id, course_id = place
    db.session.execute(
        delete(AgencyFilm).where(
            AgencyFilm.agency_id == agency_id,
            AgencyFilm.course_id == course_id,
            AgencyFilm.step == shown.step.id,
        )
    )


def _films(agency_id: int, course_id: int) -> Mapping[str, Film]:
    rows = db.session.execute(
        select(AgencyFilm.step, AgencyFilm.address, AgencyFilm.captions).where(
            AgencyFilm.agency_id == agency_id, AgencyFilm.course_id == course_id
        )
    )
    return {step: Film(address, captions) for step, address, captions in rows}


_OF_CYCLE = (
    select(AgencyFilm.address, AgencyFilm.captions)
    .join(
        Assignment,
        (Assignment.agency_id == AgencyFilm.agency_id)
        & (Assignment.course_id == AgencyFilm.course_id),
    )
    .join(Cycle, Cycle.assignment_id == Assignment.id)
    .where(Cycle.id == bindparam("cycle"), AgencyFilm.step == bindparam("step"))
)
