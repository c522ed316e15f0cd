"""Trying a quiz: it lives on the server from its start, and what is checked stays."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from cptraining.database import db
from cptraining.learning.actions import finish_step
from cptraining.learning.keeping import Saved, Seen, Stale, keep
from cptraining.learning.models import Attempt, AttemptAnswer
from cptraining.learning.screens import quiz
from cptraining.learning.work import Work, on_cycle
from cptraining.questions.content import Shuffle
from cptraining.rules import scoring


def start(cycle_id: int, step_id: str, *, actor_id: int, now: datetime, shuffle: Shuffle) -> int:
    """Begin a try at a quiz, or go on with the one that is open; returns its id.

    Questions, their order and that of their options are drawn here and never change.
    """
    begun: list[int] = []

    def do(work: Work) -> None:
        content = quiz(work.cycle.edition_id, step_id)
        earlier = _attempts(cycle_id, step_id)
        unfinished = [attempt for attempt in earlier if attempt.finished_at is None]
        if unfinished:
            begun.append(unfinished[0].id)
            return
        attempt = Attempt(
            cycle_id=cycle_id,
            step=step_id,
            number=len(earlier) + 1,
            layout=content.layout(shuffle),
            started_at=now,
        )
        db.session.add(attempt)
        db.session.flush()
        work.happened("attempt.started", step=step_id, attempt=attempt.number)
        begun.append(attempt.id)

    on_cycle(cycle_id, actor_id, now, do)
    return begun[0]


def save(
    attempt_id: int, question_id: str, value: Any, *, number: int, now: datetime
) -> Saved | Stale:
    """Keep a draft of one answer, unless it was checked or a newer one than `number` is there."""
    keys = {"attempt_id": attempt_id, "question": question_id}
    return keep(AttemptAnswer, keys, value, Seen(number, now))


def check(attempt_id: int, question_id: str, *, actor_id: int, now: datetime) -> None:
    """Mark the saved answer of one question and lock it; finish the try with the last one.

    Checking again, or after the try has ended, changes nothing.
    """
    attempt = db.session.get_one(Attempt, attempt_id)

    def do(work: Work) -> None:
        db.session.refresh(attempt)
        answers = {answer.question: answer for answer in _answers(attempt_id)}
        answer = answers[question_id]
        if answer.checked_at is not None or attempt.finished_at is not None:
            return
        content = quiz(work.cycle.edition_id, attempt.step)
        answer.mark, answer.checked_at = content.question(question_id).mark(answer.value), now
        checked = [found for found in answers.values() if found.checked_at is not None]
        if len(checked) == len(attempt.layout["questions"]):
            _finish(work, attempt, checked)

    on_cycle(attempt.cycle_id, actor_id, now, do)


def finish(attempt_id: int, *, actor_id: int, now: datetime) -> None:
    """End a try as it is: what was not checked counts as not answered. Once only."""
    attempt = db.session.get_one(Attempt, attempt_id)

    def do(work: Work) -> None:
        db.session.refresh(attempt)
        if attempt.finished_at is None:
            checked = [found for found in _answers(attempt_id) if found.checked_at is not None]
            _finish(work, attempt, checked)

    on_cycle(attempt.cycle_id, actor_id, now, do)


def _finish(work: Work, attempt: Attempt, checked: Sequence[AttemptAnswer]) -> None:
    content = quiz(work.cycle.edition_id, attempt.step)
    verdict = scoring.verdict(
        (answer.mark for answer in checked if answer.mark is not None),
        out_of=len(attempt.layout["questions"]),
        to_pass=content.needed,
    )
    attempt.finished_at, attempt.passed = work.now, verdict.passed
    attempt.score, attempt.out_of = verdict.score, verdict.out_of
    work.happened(
        "attempt.finished",
        step=attempt.step,
        attempt=attempt.number,
        score=str(verdict.score),
        out_of=str(verdict.out_of),
        passed=verdict.passed,
    )
    if verdict.passed and not work.progress.is_complete(attempt.step):
        finish_step(work, attempt.step, how="passed")


def _attempts(cycle_id: int, step_id: str) -> Sequence[Attempt]:
    return db.session.scalars(
        select(Attempt)
        .where(Attempt.cycle_id == cycle_id, Attempt.step == step_id)
        .order_by(Attempt.number)
    ).all()


def _answers(attempt_id: int) -> Sequence[AttemptAnswer]:
    return db.session.scalars(
        select(AttemptAnswer)
        .where(AttemptAnswer.attempt_id == attempt_id)
        .execution_options(populate_existing=True)
    ).all()
