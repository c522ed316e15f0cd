"""Where in a course somebody is: one step, its module, and the way on."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import url_for

from cptraining import steps
from cptraining.courses import queries as courses
from cptraining.learning import state
from cptraining.learning.actions import needs_note
from cptraining.learning.queries import states
from cptraining.learning.queries.values import OwnCycle
from cptraining.learning.screens import Screen
from cptraining.people.reader import Reader
from cptraining.rules import completion
from cptraining.rules.outline import Module, Outline, Step
from cptraining.rules.progress import Progress, State
from cptraining.web.thread import Bead


@dataclass(frozen=True)
class Place:
    """Where in a cycle somebody is: one step, and how far they are."""

    cycle: OwnCycle
    screen: Screen

    @property
    def step(self) -> Step:
        """The step."""
        return self.screen.step

    @property
    def kind(self) -> steps.Kind:
        """The kind of the step."""
        return self.screen.kind

    @property
    def content(self) -> Any:
        """The step's content as its kind reads it."""
        return self.screen.content

    @cached_property
    def outline(self) -> Outline:
        """What the cycle's edition says."""
        return courses.outline(self.cycle.edition_id or 0)

    @cached_property
    def progress(self) -> Progress:
        """How far the cycle is."""
        known = states.steps([self.cycle.id])[self.cycle.id]
        return state.of_page(self.outline, self.cycle.course, known)

    @property
    def module(self) -> Module:
        """The module that the step belongs to."""
        return self.outline.module_of[self.step.id]

    @property
    def number(self) -> int:
        """The step's place in its module, from 1; 0 for a quiz that stands beside it."""
        ids = [step.id for step in self.module.steps]
        return ids.index(self.step.id) + 1 if self.step.id in ids else 0

    @property
    def states(self) -> tuple[str, ...]:
        """Where the module's steps stand, in order: the points of the progress picture."""
        return tuple(self.progress.step(step.id).state.value for step in self.module.steps)

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

    @cached_property
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
        return self.cycle.course.state is State.COMPLETE

    @property
    def needs_note(self) -> bool:
        """Whether the note must be read first."""
        return needs_note(self.outline, self.step.id) and self.cycle.course.note_read_at is None

    def needs_name(self, me: Reader) -> bool:
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
        return f"{self.course_url}/{step.id}"  # asked for with every bead of the thread
