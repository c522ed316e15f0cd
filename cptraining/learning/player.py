"""What a step's page shows: gathered once, in few statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple

from cptraining.learning.adjusting import allowance
from cptraining.learning.films import screen_with_film
from cptraining.learning.place import Place
from cptraining.learning.queries import own
from cptraining.learning.queries.values import Tried, Written
from cptraining.learning.screens import Screen, quiz, screen
from cptraining.people.reader import Reader
from cptraining.rules import timing
from cptraining.rules.progress import State
from cptraining.rules.showing import Phase
from cptraining.rules.timing import Allowance


class Shown(NamedTuple):
    """An earlier step whose answer is shown again."""

    screen: Screen
    answer: Any


@dataclass(frozen=True)
class StepPage(Place):
    """A step with what was written on it and on the step that it shows."""

    @cached_property
    def answers(self) -> Mapping[str, Written]:
        """What was written here and on the step that is shown again, by step."""
        if self.screen.form is None and self.step.shows is None:
            return {}
        return own.written(self.cycle.id, [id_ for id_ in (self.step.id, self.step.shows) if id_])

    @property
    def answer(self) -> Written | None:
        """What was written here; None = nothing yet."""
        return self.answers.get(self.step.id)

    @property
    def shown(self) -> list[Shown]:
        """The earlier answer that this step shows, if it was written here and not on paper."""
        earlier = self.answers.get(self.step.shows or "")
        if earlier is None:
            return []
        return [Shown(screen(self.cycle.edition_id, earlier.step), earlier.value)]


def step_page(me: Reader, cycle_id: int, step_id: str) -> StepPage:
    """A step of the reader's own cycle, what it shows read when asked for. Raises NotFound."""
    cycle = own.cycle(me, cycle_id)
    found = screen_with_film(screen(cycle.edition_id, step_id), cycle.id)
    page = QuizPage if found.kind.is_attempted else StepPage
    return page(cycle=cycle, screen=found)


@dataclass(frozen=True)
class QuizPage(StepPage):
    """A quiz before it is begun: its rules for this person, and the tries so far."""

    @cached_property
    def attempts(self) -> Sequence[Tried]:
        """The tries that count; none are looked for before the first is in the record."""
        return [one for one in self._all if not one.is_practice]

    @property
    def open_attempt(self) -> Tried | None:
        """The try that is not finished; None when there is none."""
        return next((one for one in self.attempts if one.finished_at is None), None)

    @property
    def open_practice(self) -> Tried | None:
        """The practice that is not finished; None when there is none."""
        found = (one for one in self._all if one.is_practice and one.finished_at is None)
        return next(found, None)

    @cached_property
    def allowance(self) -> Allowance:
        """How many tries this person has and how long each may take."""
        return allowance(quiz(self.cycle.edition_id, self.step.id), self.cycle.id, self.step.id)

    @property
    def tries_left(self) -> int | None:
        """The tries that may still be begun; None = as many as they like."""
        if self.allowance.tries is None:
            return None
        return max(self.allowance.tries - len(self.attempts), 0)

    def opens_at(self, now: datetime) -> datetime | None:
        """When the next try may be begun; None = at once."""
        ends = [one.finished_at for one in self.attempts if one.finished_at]
        opens = timing.next_from(ends, self.allowance)
        return opens if opens and opens > now else None

    @property
    def is_test_out(self) -> bool:
        """Whether the quiz can be taken instead of its module."""
        return self.step.id in self.outline.test_outs

    @property
    def shows_marks(self) -> bool:
        """Whether the scores of tries that ended may be seen."""
        shows: bool = self.content.visible(Phase.LATER).marks
        return shows

    @cached_property
    def _all(self) -> Sequence[Tried]:
        known = self.progress.step(self.step.id).state
        if known is State.NOT_STARTED and not self.content.practice:
            return []
        return own.tries(self.cycle.id, self.step.id)
