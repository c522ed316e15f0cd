"""Marking finished tries again after questions were corrected: first a list, then the changes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from sqlalchemy import ColumnElement, bindparam, select
from sqlalchemy.orm import contains_eager, selectinload

from cptraining.certificates import actions as certificates
from cptraining.certificates import queries as issued
from cptraining.certificates.models import Standing
from cptraining.courses import queries as courses
from cptraining.courses.pool import Asked, pool
from cptraining.database import db
from cptraining.learning import grading
from cptraining.learning.models import Assignment, Attempt, AttemptAnswer, Cycle
from cptraining.learning.queries.values import Given
from cptraining.learning.screens import quiz
from cptraining.learning.work import Work, on_cycle
from cptraining.questions.content import Question
from cptraining.rules import scoring
from cptraining.rules.scoring import Verdict, rounded


@dataclass(frozen=True)
class Regrade:
    """One try whose marks would change, with what it comes to now and then.

    `marks` holds the old and new mark of each question that changes; `stuck` names questions
    that changed so much that old answers cannot be marked by them. `takes_away` says that what
    was passed would not be any more.
    """

    attempt: Attempt
    edition_id: int
    verdict: Verdict
    marks: Mapping[str, tuple[Decimal, Decimal]]
    stuck: tuple[str, ...] = ()

    @property
    def before(self) -> Decimal:
        """The score now."""
        return self.attempt.score or Decimal(0)

    @property
    def person_name(self) -> str:
        """Whose try it is."""
        return self.attempt.cycle.assignment.person.name

    @property
    def takes_away(self) -> bool:
        """Whether a passed try would not be passed any more."""
        return bool(self.attempt.passed) and not self.verdict.passed

    @property
    def gives(self) -> bool:
        """Whether a try that was not passed would be."""
        return not self.attempt.passed and self.verdict.passed


@dataclass(frozen=True)
class Decision:
    """What somebody decided: why, who, and from whom a completion may be taken away.

    `takes_from` are ids of tries; of all others, what was passed stays passed.
    """

    reason: str
    actor_id: int | None
    takes_from: frozenset[int] = field(default_factory=frozenset)


def proposals(course_id: int, step_id: str, *limits: ColumnElement[bool]) -> list[Regrade]:
    """The finished tries at a quiz that the newest questions mark otherwise, by when they ended.

    `limits` are conditions on assignments: whose tries to look at.
    """
    *earlier, newest = courses.editions(course_id)
    asked = pool(courses.outline(newest))
    corrected = {id_ for edition in earlier for id_ in _corrected(edition, asked)}
    is_concerned = Attempt.answers.any(AttemptAnswer.question.in_(corrected))
    found = (
        _regraded(attempt, attempt.cycle.edition_id, newest, asked)
        for attempt in _finished(course_id, step_id, [*limits, is_concerned])
    )
    return [one for one in found if one.marks or one.stuck]


def apply(chosen: Iterable[Regrade], decision: Decision, *, now: datetime) -> int:
    """Mark these tries again, each under its cycle's lock; returns how many changed.

    Each change is an event with its reason. What was passed stays passed, certificate and all,
    unless the decision says otherwise of that try.
    """
    changed: list[bool] = []
    for one in chosen:

        def do(work: Work, one: Regrade = one) -> None:
            changed.append(_apply(work, one, decision))

        on_cycle(one.attempt.cycle_id, decision.actor_id, now, do)
    return sum(changed)


def _apply(work: Work, proposed: Regrade, decision: Decision) -> bool:
    """Look again under the lock: somebody may have been faster."""
    attempt = db.session.scalars(_LOADED, {"attempt": proposed.attempt.id}).one()
    asked = pool(courses.outline(proposed.edition_id))
    fresh = _regraded(attempt, work.cycle.edition_id, proposed.edition_id, asked)
    if not fresh.marks:
        return False
    paper = quiz(work.cycle.edition_id, attempt.step)
    for answer in attempt.answers:
        if answer.question in fresh.marks:
            answer.mark = fresh.marks[answer.question][1]
            answer.worth = asked[answer.question].question.worth
    before = attempt.score
    attempt.score, attempt.out_of = fresh.verdict.score, fresh.verdict.out_of
    attempt.passed, attempt.graded_by = fresh.verdict.passed, proposed.edition_id
    db.session.flush()
    told = grading.facts(paper, attempt)
    work.happened("attempt.regraded", **told, before=str(before), reason=decision.reason)
    grading.follow(work, paper, attempt)
    if attempt.id in decision.takes_from and not told["enough"]:
        _take_away(work, attempt.step, decision)
    return True


def _take_away(work: Work, step_id: str, decision: Decision) -> None:
    """Open again what the step had completed, and withdraw the certificate for it."""
    for step in work.course.completed_by(step_id):
        if work.progress.is_complete(step):
            work.happened("step.reopened", step=step, module=work.course.module_of[step].id)
    certificate = issued.latest(work.cycle.id)
    if certificate is None or certificate.standing is not Standing.ISSUED:
        return
    if work.progress.course.completed_at is None:
        certificates.revoke(
            certificate.id,
            certificates.Reason.MISTAKE,
            actor_id=decision.actor_id,
            now=work.now,
        )


def _regraded(
    attempt: Attempt, own_id: int | None, edition_id: int, asked: Mapping[str, Asked]
) -> Regrade:
    """A try of its `own_id` edition as the questions of a newer one mark it."""
    paper = quiz(own_id, attempt.step)
    known = pool(courses.outline(attempt.graded_by)) if attempt.graded_by else paper.pool
    marks: dict[str, tuple[Decimal, Decimal]] = {}
    stuck: list[str] = []
    answers = []
    for answer in attempt.answers:
        new, old = _question(asked, answer.question), paper.question(answer.question)
        given = _given(answer)
        if new is not None and new != _question(known, answer.question):
            if new.can_replace(old):
                given = _marked(given, new, old)
            else:
                stuck.append(answer.question)
        if (given.mark, given.worth) != (answer.mark, answer.worth):
            marks[answer.question] = (answer.mark or Decimal(0), given.mark or Decimal(0))
        answers.append(given)
    verdict = grading.verdict_of(paper, answers)
    if verdict is None:
        raise ValueError("a try that is not marked yet")
    return Regrade(attempt, edition_id, verdict, marks, tuple(stuck))


def _corrected(edition_id: int, asked: Mapping[str, Asked]) -> Iterator[str]:
    """The questions of an edition that say something else by now."""
    for id_, one in pool(courses.outline(edition_id)).items():
        if id_ in asked and asked[id_].question != one.question:
            yield id_


def _question(asked: Mapping[str, Asked], id_: str) -> Question | None:
    return asked[id_].question if id_ in asked else None


def _given(answer: AttemptAnswer) -> Given:
    return Given(**{name: getattr(answer, name) for name in Given._fields})


def _marked(given: Given, new: Question, old: Question) -> Given:
    """An answer as a corrected question marks it; what a person marked keeps its mark."""
    if given.value is None:
        return given._replace(worth=new.worth)
    mark = new.mark(new.carried(given.value, old))
    wrong = len(given.history or ())
    kept = given.mark if mark is None else scoring.after_tries(mark, new.penalty, wrong)
    return given._replace(mark=rounded(kept), worth=new.worth)


def _finished(
    course_id: int, step_id: str, limits: Sequence[ColumnElement[bool]]
) -> Iterable[Attempt]:
    """The tries that count and are marked, with answers and people."""
    return db.session.scalars(
        select(Attempt)
        .join(Attempt.cycle)
        .join(Cycle.assignment)
        .where(
            Assignment.course_id == course_id,
            Attempt.step == step_id,
            Attempt.score.is_not(None),
            ~Attempt.is_practice,
            *limits,
        )
        .options(
            contains_eager(Attempt.cycle)
            .contains_eager(Cycle.assignment)
            .joinedload(Assignment.person),
            selectinload(Attempt.answers),
        )
        .order_by(Attempt.finished_at, Attempt.id)
    )


_LOADED = (
    select(Attempt)
    .where(Attempt.id == bindparam("attempt"))
    .options(selectinload(Attempt.answers))
    .execution_options(populate_existing=True)
)
