"""Trying a quiz: it lives on the server from its start, and what is checked stays."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from cptraining import outbox
from cptraining.database import db
from cptraining.learning.adjusting import allowance
from cptraining.learning.grading import checked, grade, held, score
from cptraining.learning.keeping import Saved, Seen, Stale, keep
from cptraining.learning.models import Attempt, AttemptAnswer
from cptraining.learning.screens import Paper, quiz
from cptraining.learning.work import Work, on_cycle
from cptraining.questions.content import Shuffle
from cptraining.rules import timing
from cptraining.rules.refusal import NotFound, Refusal
from cptraining.rules.timing import Allowance
from cptraining.rules.words import Words


class NoTryLeft(Refusal):
    """Another try than this person has."""

    words = Words("You have used all your tries at these questions. Your trainer can add one.")


class TooSoon(Refusal):
    """A try before the waiting time is over."""

    words = Words("The next try is not open yet. The page of the quiz says from when.")


class TestedOut(Refusal):
    """Testing out of what is complete already."""

    words = Words("This module is complete already: there is nothing left to test out of.")


@dataclass(frozen=True)
class _Round:
    """The tries of somebody at a quiz that count, or those that only practise."""

    step_id: str
    paper: Paper
    allowed: Allowance
    earlier: Sequence[Attempt]
    is_practice: bool


def start(cycle_id: int, step_id: str, *, actor_id: int, now: datetime, shuffle: Shuffle) -> int:
    """Begin a try at a quiz, or go on with the one that is open; returns its id.

    Questions, their order and that of their options are drawn here and never change. Raises
    NoTryLeft, TooSoon, or TestedOut for a module that is complete.
    """

    def do(work: Work) -> Attempt:
        known = _round(work, step_id, is_practice=False)
        _close_overdue(work, known.earlier, known.allowed)
        found = _unfinished(known)
        if found is None:
            _refuse(work, known)
            found = _begin(work, known, shuffle)
            work.happened("attempt.started", step=step_id, attempt=found.number)
            _announce_end(found, known.paper, now)
        return found

    return _on_cycle(cycle_id, actor_id, now, do)


def practise(
    cycle_id: int, step_id: str, *, actor_id: int, now: datetime, shuffle: Shuffle
) -> int:
    """Begin a round that does not count, or go on with the open one; returns its id.

    Raises NotFound where the author offers none.
    """

    def do(work: Work) -> Attempt:
        known = _round(work, step_id, is_practice=True)
        if not known.paper.content.practice:
            raise NotFound
        return _unfinished(known) or _begin(work, known, shuffle)

    return _on_cycle(cycle_id, actor_id, now, do)


def save(
    attempt_id: int, question_id: str, value: Any, *, number: int, now: datetime, **more: Any
) -> Saved | Stale:
    """Keep a draft of one answer, unless it is locked or a newer one than `number` is there.

    `more` may be `certainty`: how sure the person is, from 1 to 3.
    """
    keys = {"attempt_id": attempt_id, "question": question_id}
    return keep(AttemptAnswer, keys, value, Seen(number, now), **more)


def check(attempt_id: int, question_id: str, *, actor_id: int, now: datetime) -> None:
    """Mark the saved answer of one question and lock it; finish the try with the last one.

    With several tries, a wrong answer is locked only when none is left. Checking the same
    answer again, or after the try has ended, changes nothing.
    """

    def do(work: Work, attempt: Attempt) -> None:
        answers = {answer.question: answer for answer in held(attempt.id)}
        answer = answers[question_id]
        if answer.checked_at is not None:
            return
        paper = quiz(work.cycle.edition_id, attempt.step)
        checked(paper, attempt, answer, now)
        locked = [found for found in answers.values() if found.checked_at is not None]
        if len(locked) == len(attempt.layout["questions"]):
            _finish(work, attempt, now)

    _on_open(attempt_id, actor_id, now, do)


def finish(attempt_id: int, *, actor_id: int, now: datetime) -> None:
    """End a try as it is: saved answers are marked, the rest counts as not answered. Once only."""
    _on_open(attempt_id, actor_id, now, lambda work, attempt: _finish(work, attempt, now))


def close_if_over(attempt_id: int, *, now: datetime) -> bool:
    """End a try whose time is up, as it was then; whether it is at an end now.

    Where time was added meanwhile, this is asked again when that is up.
    """
    attempt = db.session.get_one(Attempt, attempt_id)

    def do(work: Work) -> None:
        db.session.refresh(attempt)
        paper = quiz(work.cycle.edition_id, attempt.step)
        _close_overdue(work, [attempt], allowance(paper, attempt.cycle_id, attempt.step))
        if attempt.finished_at is None:
            _announce_end(attempt, paper, now)

    on_cycle(attempt.cycle_id, None, now, do)
    return attempt.finished_at is not None


@outbox.on("attempt.due")
def _time_is_up(message_id: int, now: datetime, attempt_id: int) -> None:  # noqa: ARG001 -- every handler gets it
    """End a try that nobody came back to."""
    close_if_over(attempt_id, now=now)


def _on_open(attempt_id: int, actor_id: int, now: datetime, do: Any) -> None:
    """Do something in a try under its cycle's lock, unless it has ended."""
    attempt = db.session.get_one(Attempt, attempt_id)

    def locked(work: Work) -> None:
        db.session.refresh(attempt)
        if attempt.finished_at is None:
            do(work, attempt)

    on_cycle(attempt.cycle_id, actor_id, now, locked)


def _on_cycle(cycle_id: int, actor_id: int, now: datetime, do: Callable[[Work], Attempt]) -> int:
    """The id of the try that something done in a cycle comes to."""
    found: list[int] = []
    on_cycle(cycle_id, actor_id, now, lambda work: found.append(do(work).id))
    return found[0]


def _round(work: Work, step_id: str, *, is_practice: bool) -> _Round:
    paper = quiz(work.cycle.edition_id, step_id)
    allowed = allowance(paper, work.cycle.id, step_id)
    earlier = _attempts(work.cycle.id, step_id, is_practice)
    return _Round(step_id, paper, allowed, earlier, is_practice)


def _unfinished(known: _Round) -> Attempt | None:
    return next((one for one in known.earlier if one.finished_at is None), None)


def _refuse(work: Work, known: _Round) -> None:
    ends = [attempt.finished_at for attempt in known.earlier if attempt.finished_at]
    module = known.paper.stands_for
    if module and all(map(work.progress.is_complete, work.progress.required[module])):
        raise TestedOut
    if timing.is_closed(len(ends), known.allowed):
        raise NoTryLeft
    if (timing.next_from(ends, known.allowed) or work.now) > work.now:
        raise TooSoon


def _begin(work: Work, known: _Round, shuffle: Shuffle) -> Attempt:
    seen = {id_ for attempt in known.earlier for id_ in attempt.layout["questions"]}
    attempt = Attempt(
        cycle_id=work.cycle.id,
        step=known.step_id,
        number=len(known.earlier) + 1,
        layout=known.paper.content.layout(known.paper.pool, shuffle, seen),
        started_at=work.now,
        is_practice=known.is_practice,
        due_at=None if known.is_practice else timing.due_at(work.now, known.allowed),
    )
    db.session.add(attempt)
    db.session.flush()
    return attempt


def _announce_end(attempt: Attempt, paper: Paper, now: datetime) -> None:
    """Have the try ended when its time is up, should its person not come back."""
    if attempt.due_at is not None:
        due_at = attempt.due_at + paper.content.allowance().grace
        key = f"attempt/{attempt.id}/{due_at.isoformat()}"
        outbox.announce("attempt.due", now=now, due_at=due_at, key=key, attempt_id=attempt.id)


def _close_overdue(work: Work, attempts: Sequence[Attempt], allowed: Allowance) -> None:
    """End what is open and over, at the time that it had."""
    for attempt in attempts:
        if attempt.finished_at is None and timing.is_over(attempt.due_at, allowed, work.now):
            _finish(work, attempt, attempt.due_at or work.now)


def _finish(work: Work, attempt: Attempt, at: datetime) -> None:
    """Mark everything that is saved, and say what it comes to."""
    paper = quiz(work.cycle.edition_id, attempt.step)
    answers = grade(paper, attempt, at)
    attempt.finished_at = at
    score(work, paper, attempt, answers)


def _attempts(cycle_id: int, step_id: str, is_practice: bool) -> Sequence[Attempt]:  # noqa: FBT001 -- a column's value
    return db.session.scalars(
        select(Attempt)
        .where(
            Attempt.cycle_id == cycle_id,
            Attempt.step == step_id,
            Attempt.is_practice == is_practice,
        )
        .order_by(Attempt.number)
    ).all()
