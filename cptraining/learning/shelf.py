"""What the home page and a course's page show of a course: how far, what is left, by when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from itertools import groupby

from cptraining.courses import queries as courses
from cptraining.learning import state
from cptraining.learning.queries import own, states
from cptraining.learning.queries.values import OwnCycle, Shelved
from cptraining.people.reader import Reader
from cptraining.rules import completion, dates
from cptraining.rules.completion import Left
from cptraining.rules.outline import Module, Outline, Step
from cptraining.rules.progress import Progress, State, StepProgress
from cptraining.rules.refusal import NotFound


@dataclass(frozen=True)
class Part:
    """Modules of a long course that belong together; `name` is None where they have none.

    `first` is the number of the first module in the course, `done` how many are complete.
    """

    name: str | None
    modules: tuple[Module, ...]
    first: int
    done: int

    @property
    def minutes(self) -> int:
        """Planned minutes of all of it."""
        return sum(module.minutes for module in self.modules)


@dataclass(frozen=True)
class Card:
    """One course on the shelf, opened or not."""

    shelved: Shelved
    outline: Outline
    progress: Progress
    now: datetime

    @property
    def cycle(self) -> OwnCycle | None:
        """The reader's round of the course; None when they have not begun."""
        return self.shelved.cycle

    @property
    def is_open(self) -> bool:
        """Whether the course was begun."""
        return self.cycle is not None and self.cycle.opened_at is not None

    @property
    def state(self) -> State:
        """Where the course stands."""
        return self.progress.course.state

    @property
    def due_on(self) -> date | None:
        """The day to finish by; None when there is none or the course is complete."""
        if self.cycle is None or self.state is State.COMPLETE:
            return None
        return self.cycle.due_on

    @property
    def is_overdue(self) -> bool:
        """Whether that day is over where the agency is."""
        if self.cycle is None:
            return False
        return dates.is_past(self.due_on, self.cycle.zone, self.now)

    @cached_property
    def left(self) -> list[Left]:
        """The required steps still to do."""
        return completion.left(self.outline, self.progress)

    @property
    def minutes_left(self) -> int:
        """Planned minutes of what is left."""
        return sum(item.step.minutes for item in self.left)

    @property
    def next_step(self) -> Step | None:
        """Where to go on; None when everything is done."""
        return self.left[0].step if self.left else None

    @cached_property
    def last_done(self) -> Step | None:
        """The step that was finished last; None when none was."""
        done = [
            (self.progress.step(step.id).completed_at, step)
            for step in self.outline
            if self.progress.is_complete(step.id)
        ]
        return max(done, key=lambda pair: str(pair[0]))[1] if done else None

    @cached_property
    def step_states(self) -> tuple[str, ...]:
        """The state of every step, in course order: the points of the progress picture."""
        return tuple(self._state_of(step) for step in self.outline)

    def _state_of(self, step: Step) -> str:
        is_next = self.cycle is not None and step is self.next_step
        known = self.progress.step(step.id).state
        return "in_progress" if is_next and known is not State.COMPLETE else known.value

    @cached_property
    def module_states(self) -> tuple[str, ...]:
        """The state of every module, in course order."""
        return tuple(self.module_state(module).value for module in self.outline.modules)

    @property
    def parts(self) -> tuple[int, ...]:
        """How many modules each part of the course has."""
        return tuple(len(part.modules) for part in self.by_part)

    @property
    def next_module(self) -> Module | None:
        """Where the next step is; None when everything is done."""
        return self.outline.module_of[self.next_step.id] if self.next_step else None

    @property
    def by_part(self) -> list[Part]:
        """The modules by the parts that stand one after the other."""
        found, number = [], 1
        for name, some in groupby(self.outline.modules, key=lambda module: module.part):
            modules = tuple(some)
            done = sum(self.module_state(module) is State.COMPLETE for module in modules)
            found.append(Part(name, modules, number, done))
            number += len(modules)
        return found

    def module_state(self, module: Module) -> State:
        """Where a module stands, from the states of its required steps."""
        states = [self.progress.step(id_).state for id_ in module.required]
        if all(known is State.COMPLETE for known in states):
            return State.COMPLETE
        if State.FAILED in states:
            return State.FAILED
        started = any(known is not State.NOT_STARTED for known in states)
        return State.IN_PROGRESS if started else State.NOT_STARTED


def shelf(me: Reader, now: datetime) -> list[Card]:
    """Everything the reader may learn, in three statements: theirs first, then open courses."""
    mine = own.shelf(me)
    known = states.steps([shelved.cycle.id for shelved in mine if shelved.cycle])
    return [_card(shelved, known, now) for shelved in (*mine, *own.open_courses(me))]


def card(me: Reader, cycle_id: int, now: datetime) -> Card:
    """One of the reader's own cycles, in two statements. Raises NotFound."""
    return _card(own.shelved(me, cycle_id), states.steps([cycle_id]), now)


def of_course(me: Reader, slug: str, now: datetime) -> Card:
    """The first card on the shelf that is of a course. Raises NotFound when there is none."""
    for found in shelf(me, now):
        if found.shelved.slug == slug:
            return found
    raise NotFound


def what_next(cards: Iterable[Card]) -> Card | None:
    """The course to put first: one that is begun (the latest), else the first to begin."""
    unfinished = [card for card in cards if card.state is not State.COMPLETE]
    begun = [card for card in unfinished if card.progress.course.last_at]
    if begun:
        return max(begun, key=lambda card: str(card.progress.course.last_at))
    return next(iter(unfinished), None)


def _card(
    shelved: Shelved, known: Mapping[int, Mapping[str, StepProgress]], now: datetime
) -> Card:
    outline = courses.outline(shelved.edition_id)
    if shelved.cycle is None:
        progress = Progress(required=state.required(outline))
    else:
        progress = state.of_page(outline, shelved.cycle.course, known[shelved.cycle.id])
    return Card(shelved, outline, progress, now)
