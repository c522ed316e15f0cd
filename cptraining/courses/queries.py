"""Courses and their editions."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from flask import current_app
from sqlalchemy import func, select

from cptraining.courses.models import Course, Edition, Passage
from cptraining.database import db
from cptraining.rules.outline import Outline
from cptraining.rules.refusal import NotFound


class Listed(NamedTuple):
    """A course and its newest edition's number and time."""

    slug: str
    title: str
    is_open: bool
    number: int
    published_at: datetime


def course(slug: str) -> Course:
    """The course of this name. Raises NotFound."""
    found = db.session.scalar(select(Course).where(Course.slug == slug))
    if found is None:
        raise NotFound
    return found


def newest(course_id: int) -> Edition:
    """The newest edition of a course, without its outline. Raises NotFound before the first."""
    found = newest_if_any(course_id)
    if found is None:
        raise NotFound
    return found


def newest_if_any(course_id: int) -> Edition | None:
    """The newest edition of a course, without its outline; None before the first."""
    editions = select(Edition).where(Edition.course_id == course_id)
    return db.session.scalar(editions.order_by(Edition.number.desc()).limit(1))


def editions(course_id: int) -> Sequence[int]:
    """The ids of all editions of a course, the newest last."""
    ids = select(Edition.id).where(Edition.course_id == course_id).order_by(Edition.number)
    return db.session.scalars(ids).all()


def unfindable() -> Sequence[int]:
    """The ids of the editions that search does not know."""
    known = select(Passage.id).where(Passage.edition_id == Edition.id)
    return db.session.scalars(select(Edition.id).where(~known.exists()).order_by(Edition.id)).all()


def outline(edition_id: int) -> Outline:
    """What an edition says; an edition never changes, so each is read once by each process."""
    kept: dict[int, Outline] = current_app.extensions.setdefault("cptraining.outlines", {})
    if edition_id not in kept:
        stored = db.session.scalars(select(Edition.outline).where(Edition.id == edition_id)).one()
        kept[edition_id] = Outline.from_json(stored)
    return kept[edition_id]


def published_at(edition_id: int) -> datetime:
    """When an edition was published."""
    at = select(Edition.published_at).where(Edition.id == edition_id)
    return db.session.scalars(at).one()


def listing() -> Sequence[Listed]:
    """Every course with its newest edition, by slug."""
    newest = select(func.max(Edition.number)).where(Edition.course_id == Course.id)
    rows = db.session.execute(
        select(Course.slug, Course.title, Course.is_open, Edition.number, Edition.published_at)
        .join(Edition, Edition.course_id == Course.id)
        .where(Edition.number == newest.correlate(Course).scalar_subquery())
        .order_by(Course.slug)
    )
    return [Listed(*row) for row in rows]
