"""Sharing what one wrote with one's trainers, taking it back, and what they say to it."""

from datetime import datetime

from sqlalchemy import select, update

from cptraining import outbox
from cptraining.database import db
from cptraining.learning.models import Answer, Comment
from cptraining.learning.work import Work, on_cycle
from cptraining.rules.refusal import NotFound, Refusal
from cptraining.rules.words import Words


class NothingWritten(Refusal):
    """Sharing before anything was written."""

    words = Words("There is nothing to share yet. Write something first, and save it.")


def share(cycle_id: int, step_id: str, *, actor_id: int, now: datetime) -> None:
    """Let the trainers of the cycle's agency read what is written on a step, as it is then.

    Raises NothingWritten. Sharing again changes nothing.
    """

    def do(work: Work) -> None:
        answer = _answer(cycle_id, step_id)
        if answer is None:
            raise NothingWritten
        if answer.shared_at is None:
            answer.shared_at = now
            work.happened("answer.shared", step=step_id)

    on_cycle(cycle_id, actor_id, now, do)


def take_back(cycle_id: int, step_id: str, *, actor_id: int, now: datetime) -> None:
    """Keep it to oneself again; what trainers said to it stays for the writer."""

    def do(work: Work) -> None:
        answer = _answer(cycle_id, step_id)
        if answer is not None and answer.shared_at is not None:
            answer.shared_at = None
            work.happened("answer.taken_back", step=step_id)

    on_cycle(cycle_id, actor_id, now, do)


def comment(answer_id: int, text: str, *, author_id: int, now: datetime) -> None:
    """Say something to a shared answer; its writer is told. Raises NotFound once taken back."""
    answer = db.session.get(Answer, answer_id, with_for_update=True)
    if answer is None or answer.shared_at is None:
        raise NotFound
    said = Comment(answer_id=answer_id, author_id=author_id, text=text, written_at=now)
    db.session.add(said)
    db.session.flush()
    outbox.announce("comment.written", now=now, comment_id=said.id)


def note_read(answer_id: int, now: datetime) -> None:
    """Remember that the writer has seen what was said."""
    db.session.execute(
        update(Comment)
        .where(Comment.answer_id == answer_id, Comment.read_at.is_(None))
        .values(read_at=now)
    )


def _answer(cycle_id: int, step_id: str) -> Answer | None:
    return db.session.scalar(
        select(Answer).where(Answer.cycle_id == cycle_id, Answer.step == step_id)
    )
