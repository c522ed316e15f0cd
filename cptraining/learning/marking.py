"""A trainer marks what only a person can mark, by the question's rubric."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from cptraining import outbox
from cptraining.database import db
from cptraining.learning import grading
from cptraining.learning.by_trainers import Marking
from cptraining.learning.models import Attempt, AttemptAnswer
from cptraining.learning.screens import Paper, quiz
from cptraining.learning.work import Work, on_cycle
from cptraining.rules import scoring
from cptraining.rules.refusal import Refusal
from cptraining.rules.words import Words


class MarkedMeanwhile(Refusal):
    """Marking what another trainer has marked since the page was opened."""

    words = Words("Somebody else has marked this meanwhile. Look at their marks first.")


@dataclass(frozen=True)
class Judged:
    """Points for each line of the rubric, and what to say to the person.

    `seen` is when the marking was made that the trainer saw, in ISO 8601; "" = there was none.
    """

    points: Sequence[int]
    note: str
    seen: str = ""


def mark(answer_id: int, judged: Judged, *, actor_id: int, now: datetime) -> None:
    """Mark an answer, or mark it otherwise; once nothing waits, say what the try comes to.

    A completion that came of an earlier marking stays. Raises MarkedMeanwhile.
    """
    answer = db.session.get_one(AttemptAnswer, answer_id)
    attempt = db.session.get_one(Attempt, answer.attempt_id)

    def do(work: Work) -> None:
        db.session.refresh(answer)
        db.session.refresh(attempt)
        paper = quiz(work.cycle.edition_id, attempt.step)
        _keep(answer, judged, actor_id, now)
        question = paper.question(answer.question)
        answer.mark = scoring.rounded(question.mark_for(judged.points))
        db.session.flush()
        _score(work, paper, attempt)

    on_cycle(attempt.cycle_id, actor_id, now, do)


def _keep(answer: AttemptAnswer, judged: Judged, actor_id: int, now: datetime) -> None:
    """One row for each answer, changed only by who has seen how it stands."""
    found = db.session.scalar(select(Marking).where(Marking.answer_id == answer.id))
    if (found.marked_at.isoformat() if found else "") != judged.seen:
        raise MarkedMeanwhile
    made = found or Marking(answer_id=answer.id, points=[], note="", marked_by=0, marked_at=now)
    made.points, made.note = list(judged.points), judged.note
    made.marked_by, made.marked_at = actor_id, now
    db.session.add(made)


def _score(work: Work, paper: Paper, attempt: Attempt) -> None:
    answers = db.session.scalars(
        select(AttemptAnswer).where(AttemptAnswer.attempt_id == attempt.id)
    ).all()
    verdict = grading.verdict_of(paper, answers)
    if verdict is None:
        return
    attempt.score, attempt.out_of = verdict.score, verdict.out_of
    attempt.passed = verdict.passed
    db.session.flush()
    work.happened("attempt.marked", **grading.facts(paper, attempt))
    grading.follow(work, paper, attempt)
    outbox.announce("attempt.marked", now=work.now, attempt_id=attempt.id)
