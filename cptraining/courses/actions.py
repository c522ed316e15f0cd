"""Publishing a course."""

import json
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlalchemy import select, update

from cptraining.courses import queries
from cptraining.courses.models import Course, Edition
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
    return Published(course_id, edition.id, edition.number, is_new=True)


def _digest(outline: Outline) -> str:
    canonical = json.dumps(outline.as_json(), sort_keys=True, ensure_ascii=False)
    return sha256(canonical.encode()).hexdigest()
