"""What the home page and a course's page show of a course: how far, what is left, by when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from cptraining.courses import queries as courses
from cptraining.learning import queries, state
from cptraining.learning.models import Cycle, StepState
from cptraining.learning.queries import Shelved
from cptraining.people.models import Person
from cptraining.rules import completion, dates
from cptraining.rules.completion import Left
from cptraining.rules.outline import Module, Outline, Step
from cptraining.rules.progress import Progress, State


@dataclass(frozen=True)
class Card:
    """One course on the shelf, opened or not."""

    shelved: Shelved
    outline: Outline
    progress: Progress
    now: datetime

    @property
    def cycle(self) -> Cycle | None:
        """The reader's round of the course; None when they have not begun."""
        return self.shelved.cycle

    @property
    def state(self) -> State:
        """Where the course stands."""
        return self.progress.course.state

    @property
    def due_on(self) -> date | None:
        """The day to finish by; None when there is none or the course is complete."""
        if self.cycle is None or self.state is State.COMPLETE:
            return None
        return self.cycle.assignment.due_on

    @property
    def is_overdue(self) -> bool:
        """Whether that day is over where the agency is."""
        if self.cycle is None:
            return False
        return dates.is_past(self.due_on, self.cycle.assignment.agency.zone, self.now)

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

    @property
    def last_done(self) -> Step | None:
        """The step that was finished last; None when none was."""
        done = [
            (self.progress.step(step.id).completed_at, step)
            for step in self.outline
            if self.progress.is_complete(step.id)
        ]
        return max(done, key=lambda pair: str(pair[0]))[1] if done else None

    @property
    def step_states(self) -> list[str]:
        """The state of every step, in course order: the points of the progress picture."""
        return [self._state_of(step) for step in self.outline]

    def _state_of(self, step: Step) -> str:
        is_next = self.cycle is not None and step is self.next_step
        known = self.progress.step(step.id).state
        return "in_progress" if is_next and known is not State.COMPLETE else known.value

    @property
    def module_states(self) -> list[str]:
        """The state of every module, in course order."""
        return [self.module_state(module).value for module in self.outline.modules]

    @property
    def parts(self) -> tuple[int, ...]:
        """How many modules each part of the course has."""
        names = [module.part for module in self.outline.modules]
        return tuple(names.count(name) for name in dict.fromkeys(names))

    def module_state(self, module: Module) -> State:
        """Where a module stands, from the states of its required steps."""
        states = [self.progress.step(id_).state for id_ in module.required]
        if all(known is State.COMPLETE for known in states):
            return State.COMPLETE
        if State.FAILED in states:
            return State.FAILED
        started = any(known is not State.NOT_STARTED for known in states)
        return State.IN_PROGRESS if started else State.NOT_STARTED


def shelf(me: Person, now: datetime) -> list[Card]:
    """Everything the reader may learn, in three statements: theirs first, then open courses."""
    mine = queries.own_shelf(me)
    ids = [shelved.cycle.id for shelved in mine if shelved.cycle]
    known = queries.step_states(ids)
    return [_card(shelved, known, now) for shelved in (*mine, *queries.open_shelf(me))]


def card(me: Person, cycle_id: int, now: datetime) -> Card:
    """One of the reader's own cycles, in two statements. Raises NotFound."""
    shelved = queries.own_shelved(me, cycle_id)
    return _card(shelved, queries.step_states([cycle_id]), now)


def what_next(cards: Iterable[Card]) -> Card | None:
    """The course to put first: one that is begun (the latest), else the first to begin."""
    unfinished = [card for card in cards if card.state is not State.COMPLETE]
    begun = [card for card in unfinished if card.progress.course.last_at]
    if begun:
        return max(begun, key=lambda card: str(card.progress.course.last_at))
    return next(iter(unfinished), None)


def _card(shelved: Shelved, known: Sequence[StepState], now: datetime) -> Card:
    outline = courses.outline(shelved.edition_id)
    if shelved.cycle is None:
        progress = Progress(required=state.required(outline))
    else:
        own = [row for row in known if row.cycle_id == shelved.cycle.id]
        progress = state.of_page(outline, shelved.cycle.course_state, own)
    return Card(shelved, outline, progress, now)
