"""One cycle, locked: what happens in it is recorded, folded and written in one place."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import contains_eager, joinedload

from cptraining.courses import queries as courses
from cptraining.database import db
from cptraining.learning import state
from cptraining.learning.models import Assignment, Cycle
from cptraining.record.actions import About, append, cycle_stream
from cptraining.rules.outline import Outline
from cptraining.rules.progress import Fact, Progress, apply
from cptraining.rules.refusal import NotFound, Refusal
from cptraining.rules.words import Words


class NotOpened(Refusal):
    """Work in a cycle that was never opened."""

    words = Words("You have not started this course yet. Go to the course and press Start.")


@dataclass
class Work:
    """A cycle while its lock is held; `happened` moves its progress on."""

    cycle: Cycle
    outline: Outline | None
    actor_id: int | None
    now: datetime
    before: Progress
    progress: Progress = field(init=False)

    def __post_init__(self) -> None:
        self.progress = self.before

    @property
    def assignment(self) -> Assignment:
        """What the cycle is a round of."""
        return self.cycle.assignment

    @property
    def course(self) -> Outline:
        """The outline of the edition that the cycle pins. Raises NotOpened before that."""
        if self.outline is None:
            raise NotOpened
        return self.outline

    def happened(self, name: str, **facts: Any) -> None:
        """Record one fact and fold it into the progress."""
        about = About(
            stream=cycle_stream(self.cycle.id),
            person_id=self.assignment.person_id,
            agency_id=self.assignment.agency_id,
            actor_id=self.actor_id,
        )
        append(about, name, now=self.now, **facts)
        self.progress = apply(self.progress, Fact(name, self.now, facts))


def on_cycle(
    cycle_id: int, actor_id: int | None, now: datetime, do: Callable[[Work], None]
) -> Work:
    """Lock a cycle, do something in it and write what changed.

    Everything is read under the lock. `actor_id` None = nobody, the clock did it. Raises
    NotFound when there is no such cycle or it was taken back.
    """
    work = _locked(cycle_id, actor_id, now)
    do(work)
    state.write(cycle_id, work.before, work.progress)
    return work


def hold(cycle_id: int) -> None:
    """Take a cycle's lock before the lock of an answer in it.

    Whatever changes both takes them in this order; otherwise two requests wait for each other.
    """
    db.session.execute(_HELD, {"cycle": cycle_id})


def _locked(cycle_id: int, actor_id: int | None, now: datetime) -> Work:
    cycle = db.session.scalar(_LOCKED, {"cycle": cycle_id})
    if cycle is None:
        raise NotFound
    outline = courses.outline(cycle.edition_id) if cycle.edition_id else None
    return Work(
        cycle=cycle,
        outline=outline,
        actor_id=actor_id,
        now=now,
        before=state.read(cycle_id, outline),
    )


_LOCKED = (
    select(Cycle)
    .join(Cycle.assignment)
    .where(Cycle.id == bindparam("cycle"), Assignment.withdrawn_at.is_(None))
    .options(
        contains_eager(Cycle.assignment).options(
            joinedload(Assignment.course), joinedload(Assignment.agency)
        )
    )
    .with_for_update(of=Cycle)
)
_HELD = select(Cycle.id).where(Cycle.id == bindparam("cycle")).with_for_update()
