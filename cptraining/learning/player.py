"""What a step's page and a question's page show: gathered once, in few statements."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from cptraining import questions, steps
from cptraining.learning import queries
from cptraining.learning.attempts import quiz_of
from cptraining.learning.models import Answer, Attempt, AttemptAnswer
from cptraining.learning.place import Place, outline_and_step, progress_of
from cptraining.people.models import Person
from cptraining.rules.outline import Step
from cptraining.rules.refusal import NotFound


class Shown(NamedTuple):
    """An earlier step whose answer is shown again."""

    step: Step
    kind: steps.Kind
    content: Any
    answer: Any


@dataclass(frozen=True)
class StepPage(Place):
    """A step with what was written on it and on the step that it shows."""

    answers: dict[str, Answer]
    attempts: Sequence[Attempt]

    @property
    def answer(self) -> Answer | None:
        """What was written here; None = nothing yet."""
        return self.answers.get(self.step.id)

    @property
    def shown(self) -> list[Shown]:
        """The earlier answer that this step shows, if it was written here and not on paper."""
        earlier = self.answers.get(self.step.shows or "")
        if earlier is None:
            return []
        step = self.outline.steps[earlier.step]
        kind = steps.kinds()[step.kind]
        return [Shown(step, kind, kind.read(step.content), earlier.value)]

    @property
    def open_attempt(self) -> Attempt | None:
        """The try that is not finished; None when there is none."""
        return next((attempt for attempt in self.attempts if attempt.finished_at is None), None)


@dataclass(frozen=True)
class QuestionPage(Place):
    """One question of one attempt; `position` counts from 1 in the attempt's order."""

    attempt: Attempt
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
    def by_question(self) -> dict[str, AttemptAnswer]:
        """The answers given in this attempt, by question."""
        return {answer.question: answer for answer in self.attempt.answers}

    @property
    def answer(self) -> AttemptAnswer | None:
        """The answer to this question; None = nothing yet."""
        return self.by_question.get(self.question.id)

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
        checked = {answer.question for answer in self.attempt.answers if answer.checked_at}
        return [place for place, id_ in enumerate(self.ids, 1) if id_ not in checked]

    @property
    def next_position(self) -> int | None:
        """The next question to answer: after this one, else the first left; None = none left."""
        later = [place for place in self.unchecked if place > self.position]
        return next(iter(later + self.unchecked), None)


def step_page(me: Person, cycle_id: int, step_id: str) -> StepPage:
    """A step of the reader's own cycle, in three statements. Raises NotFound."""
    cycle = queries.own_cycle(me, cycle_id)
    outline, step = outline_and_step(cycle, step_id)
    progress = progress_of(cycle, outline)
    is_quiz = steps.kinds()[step.kind].is_attempted
    wanted = [id_ for id_ in (step.id, step.shows) if id_]
    return StepPage(
        cycle=cycle,
        outline=outline,
        step=step,
        progress=progress,
        answers={} if is_quiz else queries.answers(cycle.id, wanted),
        attempts=queries.attempts(cycle.id, step.id) if is_quiz else [],
    )


def question_page(me: Person, attempt_id: int, position: int = 1) -> QuestionPage:
    """A question of the reader's own attempt, in two statements. Raises NotFound."""
    attempt = queries.own_attempt(me, attempt_id)
    outline, step = outline_and_step(attempt.cycle, attempt.step)
    quiz_of(outline, step.id)
    if not 1 <= position <= len(attempt.layout["questions"]):
        raise NotFound
    return QuestionPage(
        cycle=attempt.cycle,
        outline=outline,
        step=step,
        progress=progress_of(attempt.cycle, outline),
        attempt=attempt,
        position=position,
    )
