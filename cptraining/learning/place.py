"""Where in a course somebody is: one step, its module, and the way on."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from flask import url_for

from cptraining import steps
from cptraining.courses import queries as courses
from cptraining.learning import queries, state
from cptraining.learning.actions import needs_note
from cptraining.learning.models import Cycle
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

    @property
    def name_url(self) -> str:
        """Where the name to print is confirmed, and back to this step."""
        return url_for("learning.name", cycle_id=self.cycle.id, next=self.step.id)

    def url_of(self, step: Step) -> str:
        """The page of a step in this cycle."""
        return url_for("learning.step", cycle_id=self.cycle.id, step_id=step.id)


def outline_and_step(cycle: Cycle, step_id: str) -> tuple[Outline, Step]:
    """What a cycle's edition says, and one step of it. Raises NotFound."""
    if cycle.edition_id is None:
        raise NotFound
    outline = courses.outline(cycle.edition_id)
    if step_id not in outline.steps:
        raise NotFound
    return outline, outline.steps[step_id]


def progress_of(cycle: Cycle, outline: Outline) -> Progress:
    """How far the cycle is; its course state is loaded already."""
    return state.of_page(outline, cycle.course_state, queries.step_states([cycle.id]))
