"""Publishing a course."""

import json
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import insert, select, update

from cptraining.courses import queries
from cptraining.courses.models import Course, Edition, Passage
from cptraining.courses.passages import texts
from cptraining.database import db, insert_once
from cptraining.rules.outline import Outline


@dataclass(frozen=True)
class Published:
    """The newest edition of a course; `is_new` when this call made it."""

    course_id: int
    edition_id: int
    number: int
    is_new: bool


def publish(outline: Outline, *, now: datetime) -> Published:
    """Make a new edition, unless the newest one says exactly the same."""
    insert_once(Course, ["slug"], slug=outline.slug, title=outline.title, created_at=now)
    locked = select(Course.id).where(Course.slug == outline.slug).with_for_update()
    course_id = db.session.scalars(locked).one()
    newest, digest = queries.newest_if_any(course_id), _digest(outline)
    if newest and newest.digest == digest:
        return Published(course_id, newest.id, newest.number, is_new=False)
    edition = Edition(
        course_id=course_id,
        number=newest.number + 1 if newest else 1,
        digest=digest,
        outline=outline.as_json(),
        published_at=now,
    )
    db.session.add(edition)
    shown = {"title": outline.title, "is_open": outline.is_open}
    db.session.execute(update(Course).where(Course.id == course_id).values(shown))
    db.session.flush()
    _make_findable(edition.id, outline)
    return Published(course_id, edition.id, edition.number, is_new=True)


def index() -> int:
    """Make editions findable that were published before there was search; how many."""
    missing = queries.unfindable()
    for edition_id in missing:
        _make_findable(edition_id, queries.outline(edition_id))
    return len(missing)


def _make_findable(edition_id: int, outline: Outline) -> None:
    rows = [{"edition_id": edition_id, **text._asdict()} for text in texts(outline)]
    db.session.execute(insert(Passage), rows)


def _digest(outline: Outline) -> str:
    canonical = json.dumps(outline.as_json(), sort_keys=True, ensure_ascii=False)
    return sha256(canonical.encode()).hexdigest()
