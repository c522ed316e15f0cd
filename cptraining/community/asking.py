"""Leaving a question at something in the gallery, and removing one."""

from datetime import datetime

from sqlalchemy import select, update

from cptraining import outbox
from cptraining.community.models import Exhibit, ExhibitQuestion
from cptraining.database import db, insert_once
from cptraining.learning.models import Answer, Assignment, Cycle
from cptraining.rules.refusal import NotFound, Refusal
from cptraining.rules.words import Words


class AskedAlready(Refusal):
    """A second question at the same exhibit."""

    words = Words("You have left a question here already. One is enough: go and talk about it.")


def ask(exhibit_id: int, text: str, *, asker_id: int, now: datetime) -> None:
    """Leave a colleague's question; the exhibit's writer is told.

    Raises NotFound when it hangs no more or the asker wrote it, and AskedAlready.
    """
    found = db.session.scalar(
        select(Exhibit.id)
        .join(Answer, Answer.id == Exhibit.answer_id)
        .join(Cycle, Cycle.id == Answer.cycle_id)
        .join(Assignment, Assignment.id == Cycle.assignment_id)
        .where(
            Exhibit.id == exhibit_id,
            Exhibit.taken_down_at.is_(None),
            Answer.shared_at <= Exhibit.approved_at,
            Assignment.person_id != asker_id,
        )
        .with_for_update(of=Exhibit)
    )
    if found is None:
        raise NotFound
    values = {"exhibit_id": exhibit_id, "asked_by": asker_id, "text": text, "asked_at": now}
    question_id = insert_once(ExhibitQuestion, ["exhibit_id", "asked_by"], **values)
    if question_id is None:
        raise AskedAlready
    outbox.announce("exhibit.asked", now=now, question_id=question_id)


def remove(question_id: int, *, actor_id: int, now: datetime) -> None:
    """Show a question to nobody any more; a second time changes nothing."""
    db.session.execute(
        update(ExhibitQuestion)
        .where(ExhibitQuestion.id == question_id, ExhibitQuestion.removed_at.is_(None))
        .values(removed_at=now, removed_by=actor_id)
    )
