"""What the pages of a try show: gathered once, in few statements."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

from cptraining.learning.adjusting import allowance
from cptraining.learning.asked import Asked
from cptraining.learning.place import Place
from cptraining.learning.queries import own
from cptraining.learning.queries.values import Given, Marked, Tried
from cptraining.learning.screens import Paper, quiz, screen
from cptraining.people.reader import Reader
from cptraining.rules import showing, timing
from cptraining.rules.refusal import NotFound
from cptraining.rules.showing import EVERYTHING, Visible
from cptraining.rules.timing import Allowance

IMMEDIATE = "immediate"


class Heading(NamedTuple):
    """A section of a try: its title, and the positions of its questions, from 1."""

    title: str
    first: int
    last: int


@dataclass(frozen=True)
class TryPage(Place):
    """One try at a quiz, with everything answered in it."""

    attempt: Tried
    given: Mapping[str, Given]
    paper: Paper
    now: datetime

    @property
    def ids(self) -> list[str]:
        """The attempt's questions in its order."""
        ids: list[str] = self.attempt.layout["questions"]
        return ids

    @property
    def way(self) -> str:
        """When feedback comes; whoever practises is told at once."""
        return IMMEDIATE if self.attempt.is_practice else self.content.way

    @property
    def is_told_at_once(self) -> bool:
        """Whether each answer is checked by itself, rather than all at the end."""
        return self.attempt.is_practice or self.content.is_told_at_once

    @property
    def is_done(self) -> bool:
        """Whether the try has ended."""
        return self.attempt.finished_at is not None

    @property
    def is_ended_by_time(self) -> bool:
        """Whether it ended because its time was up."""
        return self.is_done and self.attempt.finished_at == self.attempt.due_at

    @property
    def is_waiting(self) -> bool:
        """Whether a trainer has still to mark something of it."""
        return self.is_done and self.attempt.score is None

    def is_over(self) -> bool:
        """Whether the time of an open try is up, and the grace too."""
        allowed = self.content.allowance()
        return not self.is_done and timing.is_over(self.attempt.due_at, allowed, self.now)

    @property
    def seconds_left(self) -> int | None:
        """Until the time of an open try is up; None where it has no end."""
        if self.is_done or self.attempt.due_at is None:
            return None
        return max(int((self.attempt.due_at - self.now).total_seconds()), 0)

    @cached_property
    def visible(self) -> Visible:
        """What may be shown now; during the try, of a question that is locked."""
        if self.attempt.is_practice:
            return EVERYTHING
        is_closed = self.is_done and self._is_closed
        when = showing.phase(self.attempt.finished_at, self.now, is_closed=is_closed)
        found: Visible = self.content.visible(when)
        return found

    @property
    def sections(self) -> list[Heading]:
        """The headings that the author made; none where there are no sections."""
        found, first = [], 1
        for title, count in self.attempt.layout.get("sections", ()):
            found.append(Heading(title, first, first + count - 1))
            first += count
        return found

    @property
    def left(self) -> list[int]:
        """The positions of the questions that are still to check, or to answer."""
        return [asked.position for asked in self.all if not asked.is_settled]

    @cached_property
    def all(self) -> list[Asked]:
        """Every question of the try, in its order."""
        return [Asked(self, place) for place in range(1, len(self.ids) + 1)]

    @cached_property
    def markings(self) -> Mapping[str, Marked]:
        """What trainers said of answers in this try, by question."""
        return own.markings(self.attempt.id)

    @property
    def to_pass(self) -> Any:
        """The score that it takes."""
        return self.content.to_pass(self.attempt.out_of)

    def at(self, position: int) -> Asked:
        """One question of the try. Raises NotFound."""
        if not 1 <= position <= len(self.ids):
            raise NotFound
        return self.all[position - 1]

    @property
    def can_try_again(self) -> bool:
        """Whether another try may be begun now."""
        opens = timing.next_from(self._ends, self._allowed)
        return not self._is_closed and (opens is None or opens <= self.now)

    @property
    def is_passed_by_now(self) -> bool:
        """Whether the step is done, or everything that it stands for."""
        return all(map(self.progress.is_complete, self.outline.completed_by(self.step.id)))

    @property
    def _is_closed(self) -> bool:
        """Whether this person has no further try."""
        return timing.is_closed(len(self._ends), self._allowed)

    @cached_property
    def _allowed(self) -> Allowance:
        return allowance(self.paper, self.cycle.id, self.step.id)

    @cached_property
    def _ends(self) -> list[datetime]:
        """The ends of this person's tries, where it matters how many or when they were."""
        if self._allowed == Allowance(grace=self._allowed.grace):
            return []
        tries = own.tries(self.cycle.id, self.step.id)
        return [one.finished_at for one in tries if one.finished_at and not one.is_practice]


def try_page(me: Reader, attempt_id: int, now: datetime) -> TryPage:
    """A try of the reader's own, in three statements. Raises NotFound."""
    cycle, attempt = own.attempt(me, attempt_id)
    return TryPage(
        cycle=cycle,
        screen=screen(cycle.edition_id, attempt.step),
        attempt=attempt,
        given=own.given(attempt_id),
        paper=quiz(cycle.edition_id, attempt.step),
        now=now,
    )
