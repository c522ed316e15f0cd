"""The statements of `own`, each built once; all limited by `visible` to the reader's own rows."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, bindparam, exists, func, select

from cptraining.certificates.models import Certificate
from cptraining.certificates.queries import IS_CURRENT
from cptraining.courses.models import Course, Edition
from cptraining.learning.by_trainers import Marking
from cptraining.learning.models import (
    Answer,
    Assignment,
    Attempt,
    AttemptAnswer,
    Comment,
    CourseState,
    Cycle,
)
from cptraining.learning.queries.values import Given, Tried, Written
from cptraining.people.access import READER, visible
from cptraining.people.models import Agency, Role
from cptraining.rules.progress import CourseProgress


def _named(table: FromClause, names: Iterable[str]) -> list[ColumnElement[Any]]:
    return [table.c[name] for name in names]


_cycles, _assignments, _states = Cycle.__table__, Assignment.__table__, CourseState.__table__
_courses, _editions, _agencies = Course.__table__, Edition.__table__, Agency.__table__
_certificates, _answers = Certificate.__table__, Answer.__table__
_comments, _markings = Comment.__table__, Marking.__table__
_attempts, _given = Attempt.__table__, AttemptAnswer.__table__

_is_own = visible(
    READER, Role.LEARNER, person=_assignments.c.person_id, agency=_assignments.c.agency_id
)
_is_current = _assignments.c.withdrawn_at.is_(None)
_newest_edition = (
    select(func.max(_editions.c.id))
    .where(_editions.c.course_id == _courses.c.id)
    .correlate(_courses)
    .scalar_subquery()
)
_cycle_columns = (
    *_named(_cycles, ("id", "edition_id", "opened_at")),
    _assignments.c.due_on,
    _agencies.c.zone,
    *_named(_states, (part.name for part in fields(CourseProgress))),
)
_own_cycles = (
    _cycles.join(_assignments, _assignments.c.id == _cycles.c.assignment_id)
    .join(_agencies, _agencies.c.id == _assignments.c.agency_id)
    .join(_states, _states.c.cycle_id == _cycles.c.id)
)

_unread_step = (
    select(func.min(_answers.c.step))
    .join(_comments, _comments.c.answer_id == _answers.c.id)
    .where(_answers.c.cycle_id == _cycles.c.id, _comments.c.read_at.is_(None))
    .correlate(_cycles)
    .scalar_subquery()
)

CYCLE = (
    select(*_cycle_columns)
    .select_from(_own_cycles)
    .where(_is_own, _is_current, _cycles.c.id == bindparam("cycle"))
)
_ALL = (
    select(
        _courses.c.slug,
        func.coalesce(_cycles.c.edition_id, _newest_edition),
        _certificates.c.number,
        _unread_step,
        *_cycle_columns,
    )
    .select_from(
        _own_cycles.join(_courses, _courses.c.id == _assignments.c.course_id).outerjoin(
            _certificates, (_certificates.c.cycle_id == _cycles.c.id) & IS_CURRENT
        )
    )
    .where(_is_own, _is_current)
)
SHELF = _ALL.order_by(_assignments.c.due_on.is_(None), _assignments.c.due_on, _cycles.c.id)
SHELVED = _ALL.where(_cycles.c.id == bindparam("cycle"))
OPEN = (
    select(_courses.c.slug, _newest_edition)
    .where(
        _courses.c.is_open,
        ~exists().where(_assignments.c.course_id == _courses.c.id, _is_current, _is_own),
    )
    .order_by(_courses.c.id)
)
_unseen_news = (
    select(func.count())
    .where(_comments.c.answer_id == _answers.c.id, _comments.c.read_at.is_(None))
    .correlate(_answers)
    .scalar_subquery()
)
WRITTEN: Select[Any] = select(*_named(_answers, Written._fields[:-1]), _unseen_news).where(
    _answers.c.cycle_id == bindparam("cycle"),
    _answers.c.step.in_(bindparam("steps", expanding=True)),
)
LOGGED = (
    select(
        _cycles.c.id,
        _cycles.c.edition_id,
        _courses.c.title,
        *_named(_answers, ("step", "value", "saved_at", "shared_at")),
    )
    .select_from(
        _own_cycles.join(_courses, _courses.c.id == _assignments.c.course_id).join(
            _answers, _answers.c.cycle_id == _cycles.c.id
        )
    )
    .where(_is_own, _is_current)
    .order_by(_answers.c.saved_at.desc(), _answers.c.id.desc())
)
TRIES = (
    select(*_named(_attempts, Tried._fields))
    .where(_attempts.c.cycle_id == bindparam("cycle"), _attempts.c.step == bindparam("step"))
    .order_by(_attempts.c.number)
)
TRY = (
    select(*_named(_attempts, Tried._fields), *_cycle_columns)
    .select_from(_own_cycles.join(_attempts, _attempts.c.cycle_id == _cycles.c.id))
    .where(_is_own, _is_current, _attempts.c.id == bindparam("attempt"))
)
MARKINGS = (
    select(_given.c.question, *_named(_markings, ("points", "note")))
    .select_from(_given.join(_markings, _markings.c.answer_id == _given.c.id))
    .where(_given.c.attempt_id == bindparam("attempt"))
)
GIVEN = select(*_named(_given, Given._fields)).where(_given.c.attempt_id == bindparam("attempt"))
