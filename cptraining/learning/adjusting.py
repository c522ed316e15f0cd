"""More tries or more time for one person at one quiz, with the reason.

The reason may be about the person's health, so it stands in its row and not in the record.
"""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select

from cptraining.database import db
from cptraining.learning.by_trainers import Adjustment
from cptraining.learning.models import Attempt
from cptraining.learning.screens import Paper, quiz
from cptraining.learning.work import Work, on_cycle
from cptraining.rules import timing
from cptraining.rules.timing import Allowance


@dataclass(frozen=True)
class Extra:
    """What is added for one person: whole tries and minutes, and why."""

    tries: int
    minutes: int
    reason: str


def allowance(paper: Paper, cycle_id: int, step_id: str) -> Allowance:
    """What one person may do at a quiz: the author's rules with what was added.

    A module can be tested out of once in a cycle.
    """
    content = paper.content
    if paper.stands_for is None and content.tries is None and content.time is None:
        return content.allowance()  # type: ignore[no-any-return]  # the kind's own content
    tries, minutes = db.session.execute(_EXTRA, {"cycle": cycle_id, "step": step_id}).one()
    is_once = paper.stands_for is not None
    return content.allowance(tries=tries, minutes=minutes, is_once=is_once)  # type: ignore[no-any-return]


def adjust(cycle_id: int, step_id: str, extra: Extra, *, actor_id: int, now: datetime) -> None:
    """Add tries or minutes, also to the try that is open; recorded with the reason."""

    def do(work: Work) -> None:
        paper = quiz(work.cycle.edition_id, step_id)
        made = Adjustment(
            cycle_id=cycle_id, step=step_id, made_by=actor_id, made_at=now, **asdict(extra)
        )
        db.session.add(made)
        db.session.flush()
        allowed = allowance(paper, cycle_id, step_id)
        for attempt in _open(cycle_id, step_id):
            attempt.due_at = timing.due_at(attempt.started_at, allowed)
        work.happened("quiz.adjusted", step=step_id, adjustment=made.id)

    on_cycle(cycle_id, actor_id, now, do)


def _open(cycle_id: int, step_id: str) -> list[Attempt]:
    found = select(Attempt).where(
        Attempt.cycle_id == cycle_id,
        Attempt.step == step_id,
        Attempt.finished_at.is_(None),
        ~Attempt.is_practice,
    )
    return list(db.session.scalars(found))


_EXTRA = select(
    func.coalesce(func.sum(Adjustment.tries), 0), func.coalesce(func.sum(Adjustment.minutes), 0)
).where(Adjustment.cycle_id == bindparam("cycle"), Adjustment.step == bindparam("step"))
