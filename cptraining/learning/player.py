"""What a step's page and a question's page show: gathered once, in few statements."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple

from cptraining import questions
from cptraining.learning.place import Place
from cptraining.learning.queries import own
from cptraining.learning.queries.values import Given, Tried, Written
from cptraining.learning.screens import Screen, quiz, screen
from cptraining.people.reader import Reader
from cptraining.rules.progress import State
from cptraining.rules.refusal import NotFound


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

    @cached_property
    def attempts(self) -> Sequence[Tried]:
        """The tries at a quiz; none on other steps, and none before the first is in the record."""
        known = self.progress.step(self.step.id).state
        if not self.kind.is_attempted or known is State.NOT_STARTED:
            return []
        return own.tries(self.cycle.id, self.step.id)

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

    @property
    def open_attempt(self) -> Tried | None:
        """The try that is not finished; None when there is none."""
        return next((attempt for attempt in self.attempts if attempt.finished_at is None), None)


@dataclass(frozen=True)
class QuestionPage(Place):
    """One question of one attempt; `position` counts from 1 in the attempt's order."""

    attempt: Tried
    given: Mapping[str, Given]
    position: int = 1

    @property
    def ids(self) -> list[str]:
        """The attempt's questions in its order."""
        ids: list[str] = self.attempt.layout["questions"]
        return ids

    @property
    def question(self) -> Any:
        """The question as its author wrote it."""
        return self.content.question(self.ids[self.position - 1])

    @property
    def question_kind(self) -> questions.Kind:
        """The kind of the question."""
        return questions.kinds()[self.question.kind]

    @property
    def order(self) -> Any:
        """The order in which this attempt shows the question's parts."""
        return self.attempt.layout["orders"][self.question.id]

    @property
    def answer(self) -> Given | None:
        """The answer to this question; None = nothing yet."""
        return self.given.get(self.question.id)

    @property
    def is_checked(self) -> bool:
        """Whether the answer to this question is locked."""
        return self.answer is not None and self.answer.checked_at is not None

    def at(self, position: int) -> "QuestionPage":
        """Another question of the same attempt."""
        return replace(self, position=position)

    def said(self, value: Any) -> list[str]:
        """What an answer chooses, in words; never what would be right."""
        remarks = self.question.remarks(value, self.order)
        return [remark.text for remark in remarks if remark.is_yours]

    @property
    def unchecked(self) -> list[int]:
        """The positions of the questions that were not checked yet."""
        checked = {id_ for id_, answer in self.given.items() if answer.checked_at}
        return [place for place, id_ in enumerate(self.ids, 1) if id_ not in checked]

    @property
    def next_position(self) -> int | None:
        """The next question to answer: after this one, else the first left; None = none left."""
        later = [place for place in self.unchecked if place > self.position]
        return next(iter(later + self.unchecked), None)


def step_page(me: Reader, cycle_id: int, step_id: str) -> StepPage:
    """A step of the reader's own cycle, what it shows read when asked for. Raises NotFound."""
    cycle = own.cycle(me, cycle_id)
    return StepPage(cycle=cycle, screen=screen(cycle.edition_id, step_id))


def question_page(me: Reader, attempt_id: int, position: int = 1) -> QuestionPage:
    """A question of the reader's own attempt, in three statements. Raises NotFound."""
    cycle, attempt = own.attempt(me, attempt_id)
    quiz(cycle.edition_id, attempt.step)
    if not 1 <= position <= len(attempt.layout["questions"]):
        raise NotFound
    return QuestionPage(
        cycle=cycle,
        screen=screen(cycle.edition_id, attempt.step),
        attempt=attempt,
        given=own.given(attempt_id),
        position=position,
    )
