"""Hanging something in an agency's gallery, and taking it down."""

from datetime import datetime

from sqlalchemy import ColumnElement, select, update

from cptraining import outbox
from cptraining.community.models import Exhibit
from cptraining.database import db
from cptraining.learning.models import Answer
from cptraining.learning.work import Work, on_cycle
from cptraining.rules.refusal import NotFound, Refusal
from cptraining.rules.words import Words


class ChangedSince(Refusal):
    """The answer was changed after the trainer had looked at it."""

    words = Words("This was changed after you opened the page. Look at it again, then decide.")


def approve(cycle_id: int, answer_id: int, *, seen: int, actor_id: int, now: datetime) -> None:
    """Hang a copy of a shared answer, in place of what hung of it; its writer is told.

    `seen` is the number of the answer that the trainer has read. Raises NotFound once it was
    taken back, ChangedSince when it is another by now.
    """

    def do(work: Work) -> None:
        answer = db.session.get_one(Answer, answer_id, with_for_update=True)
        if answer.shared_at is None or work.cycle.edition_id is None:
            raise NotFound
        if answer.number != seen:
            raise ChangedSince
        _take_down(Exhibit.answer_id == answer_id, actor_id, now)
        made = Exhibit(
            answer_id=answer_id,
            agency_id=work.assignment.agency_id,
            edition_id=work.cycle.edition_id,
            step=answer.step,
            value=answer.value,
            approved_by=actor_id,
            approved_at=now,
        )
        db.session.add(made)
        db.session.flush()
        work.happened("exhibit.approved", step=answer.step, exhibit=made.id)
        outbox.announce("exhibit.approved", now=now, exhibit_id=made.id)

    on_cycle(cycle_id, actor_id, now, do)


def take_down(cycle_id: int, exhibit_id: int, *, actor_id: int, now: datetime) -> None:
    """Take it down; a second time changes nothing. Its writer is told, unless they did it."""

    def do(work: Work) -> None:
        if not _take_down(Exhibit.id == exhibit_id, actor_id, now):
            return
        step = db.session.scalars(select(Exhibit.step).where(Exhibit.id == exhibit_id)).one()
        work.happened("exhibit.taken_down", step=step, exhibit=exhibit_id)
        if actor_id != work.assignment.person_id:
            outbox.announce("exhibit.taken_down", now=now, exhibit_id=exhibit_id)

    on_cycle(cycle_id, actor_id, now, do)


def _take_down(which: ColumnElement[bool], actor_id: int, now: datetime) -> bool:
    found = db.session.execute(
        update(Exhibit)
        .where(which, Exhibit.taken_down_at.is_(None))
        .values(taken_down_at=now, taken_down_by=actor_id)
        .returning(Exhibit.id)
    )
    return found.first() is not None
