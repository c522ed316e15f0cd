"""From answers to marks, from marks to a score, and from a score to a finished step."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from cptraining.database import db, insert
from cptraining.learning.actions import finish_step
from cptraining.learning.models import Attempt, AttemptAnswer
from cptraining.learning.queries.values import Given
from cptraining.learning.screens import Paper
from cptraining.learning.work import Work
from cptraining.rules import scoring
from cptraining.rules.scoring import Verdict


def checked(paper: Paper, attempt: Attempt, answer: AttemptAnswer, at: datetime) -> None:
    """Mark one saved answer; lock it, unless it was wrong and another try is left.

    The same answer sent twice is one try.
    """
    question = paper.question(answer.question)
    mark = question.mark(answer.value, parts=attempt.is_practice)
    has_tries = paper.content.way == "interactive" and not attempt.is_practice
    if has_tries and mark is not None and mark < 1:
        earlier = answer.history or []
        if earlier and earlier[-1] == answer.value:
            return
        if len(earlier) < len(question.hints):
            answer.history, answer.tries = [*earlier, answer.value], len(earlier) + 1
            return
    answer.tries = len(answer.history or []) + 1
    _lock(paper, answer, mark, at)


def held(attempt_id: int) -> Sequence[AttemptAnswer]:
    """What is saved of a try; no page can change it before this transaction ends."""
    return db.session.scalars(
        select(AttemptAnswer)
        .where(AttemptAnswer.attempt_id == attempt_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()


def grade(paper: Paper, attempt: Attempt, at: datetime) -> list[AttemptAnswer]:
    """Mark every answer that is not locked; a question without an answer gets one worth 0."""
    _fill_up(attempt, at)
    known = {answer.question: answer for answer in held(attempt.id)}
    for answer in known.values():
        if answer.checked_at is None:
            mark = _mark(paper, answer, is_practice=attempt.is_practice)
            _lock(paper, answer, mark, at)
    return [known[id_] for id_ in attempt.layout["questions"]]


def score(work: Work, paper: Paper, attempt: Attempt, answers: Sequence[AttemptAnswer]) -> None:
    """Say what a finished try comes to, and what follows; not before everything is marked."""
    is_counted = not attempt.is_practice
    verdict = verdict_of(paper, [one for one in answers if is_counted or one.mark is not None])
    if verdict is not None:
        attempt.score, attempt.out_of = verdict.score, verdict.out_of
        attempt.passed = verdict.passed
    if attempt.is_practice:
        return
    db.session.flush()
    work.happened("attempt.finished", **facts(paper, attempt))
    follow(work, paper, attempt)


def verdict_of(paper: Paper, answers: Sequence[AttemptAnswer | Given]) -> Verdict | None:
    """The outcome of a try's answers; None while one of them waits for a trainer."""
    content = paper.content
    if any(answer.mark is None for answer in answers):
        return None
    out_of = sum((answer.worth for answer in answers), start=Decimal(0)) * content.worth
    marks = [(_points(content, answer), answer.worth) for answer in answers]
    return scoring.verdict(marks, out_of=out_of, to_pass=content.to_pass(out_of))


def facts(paper: Paper, attempt: Attempt) -> Mapping[str, Any]:
    """What the record keeps of a finished try: its own score, and the one that counts now."""
    told: dict[str, Any] = {"step": attempt.step, "attempt": attempt.number}
    told |= {"score": None, "passed": None}
    if attempt.score is None or attempt.out_of is None:
        return told
    counts = counted(paper, attempt)
    return told | {
        "score": str(attempt.score),
        "out_of": str(attempt.out_of),
        "passed": attempt.passed,
        "counts": str(counts),
        "enough": _is_enough(paper, counts, attempt.out_of),
    }


def follow(work: Work, paper: Paper, attempt: Attempt) -> None:
    """Finish the step, or the module that the quiz stands for, once what counts is enough."""
    if attempt.score is None or attempt.out_of is None:
        return
    if not _is_enough(paper, counted(paper, attempt), attempt.out_of):
        return
    how = "passed" if paper.stands_for is None else "tested_out"
    for step in work.course.completed_by(attempt.step):
        if not work.progress.is_complete(step):
            finish_step(work, step, how=how)


def counted(paper: Paper, attempt: Attempt) -> Decimal:
    """The score that counts after all tries that are marked."""
    scores = db.session.scalars(
        select(Attempt.score)
        .where(
            Attempt.cycle_id == attempt.cycle_id,
            Attempt.step == attempt.step,
            ~Attempt.is_practice,
            Attempt.score.is_not(None),
        )
        .order_by(Attempt.number)
    ).all()
    return scoring.counted([one for one in scores if one is not None], paper.content.counts)


def _is_enough(paper: Paper, counts: Decimal, out_of: Decimal) -> bool:
    return scoring.is_enough(counts, out_of, paper.content.to_pass(out_of))


def _fill_up(attempt: Attempt, at: datetime) -> None:
    """An answer to each question; one that a page saves at this moment comes first."""
    empty = {"attempt_id": attempt.id, "number": 0, "value": None, "saved_at": at}
    rows = [{**empty, "question": id_} for id_ in attempt.layout["questions"]]
    if rows:
        db.session.execute(insert(AttemptAnswer).values(rows).on_conflict_do_nothing())


def _mark(paper: Paper, answer: AttemptAnswer, *, is_practice: bool) -> Decimal | None:
    if answer.value is None:
        return Decimal(0)
    return paper.question(answer.question).mark(answer.value, parts=is_practice)


def _lock(paper: Paper, answer: AttemptAnswer, mark: Decimal | None, at: datetime) -> None:
    question = paper.question(answer.question)
    wrong = len(answer.history or [])
    less = None if mark is None else scoring.after_tries(mark, question.penalty, wrong)
    answer.mark = scoring.rounded(less)
    answer.worth, answer.checked_at = question.worth, at


def _points(content: Any, answer: AttemptAnswer | Given) -> Decimal:
    mark = answer.mark or Decimal(0)
    if not content.certainty or answer.value is None:
        return mark
    return scoring.points(mark, answer.certainty or 1)
