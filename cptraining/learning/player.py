"""What a step's page and a question's page show: gathered once, in few statements."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, NamedTuple

from flask import url_for

from cptraining import questions, steps
from cptraining.courses import queries as courses
from cptraining.learning import queries, state
from cptraining.learning.actions import needs_note
from cptraining.learning.attempts import quiz_of
from cptraining.learning.models import Answer, Attempt, AttemptAnswer, Cycle
from cptraining.people.models import Person
from cptraining.rules import completion
from cptraining.rules.outline import Module, Outline, Step
from cptraining.rules.progress import Progress, State
from cptraining.rules.refusal import NotFound


class Bead(NamedTuple):
    """One step of the module on the thread at the top of the page."""

    title: str
    url: str
    state: str
    is_here: bool


class Shown(NamedTuple):
    """An earlier step whose answer is shown again."""

    step: Step
    kind: steps.Kind
    content: Any
    answer: Any


@dataclass(frozen=True)
class Place:
    """Where in a cycle somebody is: one step, and how far they are."""

    cycle: Cycle
    outline: Outline
    step: Step
    progress: Progress

    @property
    def kind(self) -> steps.Kind:
        """The kind of the step."""
        return steps.kinds()[self.step.kind]

    @cached_property
    def content(self) -> Any:
        """The step's content as its kind reads it."""
        return self.kind.read(self.step.content)

    @property
    def module(self) -> Module:
        """The module that the step belongs to."""
        return self.outline.module_of[self.step.id]

    @property
    def number(self) -> int:
        """The step's place in its module, from 1."""
        return [step.id for step in self.module.steps].index(self.step.id) + 1

    @property
    def beads(self) -> list[Bead]:
        """The module's steps and where each stands."""
        return [
            Bead(
                step.title,
                self.url_of(step),
                self.progress.step(step.id).state.value,
                step.id == self.step.id,
            )
            for step in self.module.steps
        ]

    @property
    def course_url(self) -> str:
        """The course's page."""
        return url_for("learning.cycle", cycle_id=self.cycle.id)

    @property
    def before(self) -> Step | None:
        """The step before this one; None at the start."""
        return self.outline.neighbours(self.step.id)[0]

    @property
    def after(self) -> Step | None:
        """Where to go from here: the next step, else the first that is still to do."""
        following = self.outline.neighbours(self.step.id)[1]
        return following or completion.next_step(self.outline, self.progress)

    @property
    def is_complete(self) -> bool:
        """Whether this step is done."""
        return self.progress.is_complete(self.step.id)

    @property
    def is_course_complete(self) -> bool:
        """Whether the whole course is done."""
        return self.progress.course.state is State.COMPLETE

    @property
    def needs_note(self) -> bool:
        """Whether the note must be read first."""
        return needs_note(self.outline, self.step.id) and self.progress.course.note_read_at is None

    def needs_name(self, me: Person) -> bool:
        """Whether the name to print must be confirmed first: before the last step of all."""
        return (
            self.outline.certificate is not None
            and me.name_confirmed_at is None
            and completion.is_last(self.outline, self.progress, self.step.id)
        )

    def url_of(self, step: Step) -> str:
        """The page of a step in this cycle."""
        return url_for("learning.step", cycle_id=self.cycle.id, step_id=step.id)


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
    outline, step = _outline_and_step(cycle, step_id)
    progress = _progress(cycle, outline)
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
    outline, step = _outline_and_step(attempt.cycle, attempt.step)
    quiz_of(outline, step.id)
    if not 1 <= position <= len(attempt.layout["questions"]):
        raise NotFound
    return QuestionPage(
        cycle=attempt.cycle,
        outline=outline,
        step=step,
        progress=_progress(attempt.cycle, outline),
        attempt=attempt,
        position=position,
    )


def _outline_and_step(cycle: Cycle, step_id: str) -> tuple[Outline, Step]:
    if cycle.edition_id is None:
        raise NotFound
    outline = courses.outline(cycle.edition_id)
    if step_id not in outline.steps:
        raise NotFound
    return outline, outline.steps[step_id]


def _progress(cycle: Cycle, outline: Outline) -> Progress:
    return state.of_page(outline, cycle.course_state, queries.step_states([cycle.id]))
