"""Where somebody stands in a course: facts folded, one after the other, into states.

The same fold serves the moment something happens and a rebuild from the record, so both give
the same states. It trusts the facts (a verdict stands as it was given) and never marks again.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any


class State(StrEnum):
    """What is stored of a step, a module and a course; the rest follows from dates."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    FAILED = "failed"
    COMPLETE = "complete"
    EXEMPT = "exempt"


@dataclass(frozen=True)
class StepProgress:
    """One step: `tries` counts finished attempts, `best` the best score of `out_of`."""

    state: State = State.NOT_STARTED
    on_paper: bool = False
    tries: int = 0
    best: Decimal | None = None
    out_of: Decimal | None = None
    completed_at: datetime | None = None


_UNTOUCHED = StepProgress()


@dataclass(frozen=True)
class ModuleProgress:
    """One module: `done` of `of` required steps."""

    state: State = State.NOT_STARTED
    done: int = 0
    of: int = 0
    tries: int = 0
    completed_at: datetime | None = None


@dataclass(frozen=True)
class CourseProgress:
    """The whole cycle: `due_on_then` is the due date in force at completion."""

    state: State = State.NOT_STARTED
    done: int = 0
    of: int = 0
    note_read_at: datetime | None = None
    started_at: datetime | None = None
    completed_at: datetime | None = None
    due_on_then: date | None = None
    last_at: datetime | None = None


@dataclass(frozen=True)
class Progress:
    """Everything derived from one cycle's events.

    `required` holds, for each module in course order, the ids of the steps that count.
    """

    required: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    course: CourseProgress = field(default_factory=CourseProgress)
    modules: Mapping[str, ModuleProgress] = field(default_factory=dict)
    steps: Mapping[str, StepProgress] = field(default_factory=dict)

    def step(self, step_id: str) -> StepProgress:
        """Where one step stands; not started when nothing is known of it."""
        return self.steps.get(step_id, _UNTOUCHED)

    def is_complete(self, step_id: str) -> bool:
        """Whether a step is done."""
        return self.step(step_id).state is State.COMPLETE


@dataclass(frozen=True)
class Fact:
    """One event as the fold reads it."""

    name: str
    happened_at: datetime
    facts: Mapping[str, Any] = field(default_factory=dict)


def apply(progress: Progress, fact: Fact) -> Progress:
    """Progress after one more fact; facts of other kinds change only the time of the last."""
    changed = _FOLDS[fact.name](progress, fact) if fact.name in _FOLDS else progress
    return replace(changed, course=replace(changed.course, last_at=fact.happened_at))


def _opened(progress: Progress, fact: Fact) -> Progress:
    required = {module: tuple(steps) for module, steps in fact.facts["required"].items()}
    course = replace(
        progress.course,
        state=State.IN_PROGRESS,
        of=sum(len(steps) for steps in required.values()),
        started_at=fact.happened_at,
    )
    modules = {module: ModuleProgress(of=len(steps)) for module, steps in required.items()}
    return replace(progress, required=required, course=course, modules=modules)


def _note_read(progress: Progress, fact: Fact) -> Progress:
    return replace(progress, course=replace(progress.course, note_read_at=fact.happened_at))


def _attempt_started(progress: Progress, fact: Fact) -> Progress:
    step = progress.step(fact.facts["step"])
    if step.state is not State.NOT_STARTED:
        return progress
    return _with_step(progress, fact, replace(step, state=State.IN_PROGRESS))


def _attempt_finished(progress: Progress, fact: Fact) -> Progress:
    step = progress.step(fact.facts["step"])
    return _with_step(progress, fact, _scored(replace(step, tries=step.tries + 1), fact.facts))


def _attempt_marked(progress: Progress, fact: Fact) -> Progress:
    step = progress.step(fact.facts["step"])
    return _with_step(progress, fact, _scored(step, fact.facts))


def _scored(step: StepProgress, facts: Mapping[str, Any]) -> StepProgress:
    """A step with the score that counts; while a trainer has still to mark, without one.

    `enough` says whether what counts passes, where that is not the score of this try alone.
    """
    is_complete = step.state is State.COMPLETE
    if facts["score"] is None:
        return step if is_complete else replace(step, state=State.IN_PROGRESS)
    score = Decimal(facts["score"])
    best = score if step.best is None else max(step.best, score)
    enough = facts.get("enough", facts["passed"])
    return replace(
        step,
        state=step.state if enough or is_complete else State.FAILED,
        best=Decimal(facts["counts"]) if "counts" in facts else best,
        out_of=Decimal(facts["out_of"]),
    )


def _step_completed(progress: Progress, fact: Fact) -> Progress:
    step = progress.step(fact.facts["step"])
    done = replace(
        step,
        state=State.COMPLETE,
        on_paper=fact.facts["how"] == "paper",
        completed_at=step.completed_at or fact.happened_at,
    )
    return _with_step(progress, fact, done)


def _step_reopened(progress: Progress, fact: Fact) -> Progress:
    """What somebody decided to take away: the step, and with it module and course."""
    step = replace(progress.step(fact.facts["step"]), state=State.FAILED, completed_at=None)
    id_ = fact.facts["module"]
    module = replace(progress.modules[id_], state=State.FAILED, completed_at=None)
    course = replace(progress.course, state=State.FAILED, completed_at=None, due_on_then=None)
    opened = replace(progress, modules={**progress.modules, id_: module}, course=course)
    return _with_step(opened, fact, step)


def _with_step(progress: Progress, fact: Fact, step: StepProgress) -> Progress:
    """Progress with one step changed, and what its module and the course get from it."""
    steps = {**progress.steps, fact.facts["step"]: step}
    modules = {
        module: _count(progress.modules[module], [steps[id_] for id_ in ids if id_ in steps])
        for module, ids in progress.required.items()
    }
    course = replace(
        progress.course,
        state=_course_state(progress.course, modules),
        done=sum(module.done for module in modules.values()),
    )
    return replace(progress, course=course, modules=modules, steps=steps)


def _count(module: ModuleProgress, known: list[StepProgress]) -> ModuleProgress:
    """A module's tally from those of its required steps of which something is known."""
    counted = replace(
        module,
        done=sum(step.state is State.COMPLETE for step in known),
        tries=sum(step.tries for step in known),
    )
    if module.state is State.COMPLETE or not known:
        return counted
    failed = any(step.state is State.FAILED for step in known)
    return replace(counted, state=State.FAILED if failed else State.IN_PROGRESS)


def _course_state(course: CourseProgress, modules: Mapping[str, ModuleProgress]) -> State:
    if course.state is State.COMPLETE:
        return course.state
    failed = any(module.state is State.FAILED for module in modules.values())
    return State.FAILED if failed else State.IN_PROGRESS


def _module_completed(progress: Progress, fact: Fact) -> Progress:
    module = progress.modules[fact.facts["module"]]
    complete = replace(module, state=State.COMPLETE, completed_at=fact.happened_at)
    modules = {**progress.modules, fact.facts["module"]: complete}
    return replace(progress, modules=modules)


def _course_completed(progress: Progress, fact: Fact) -> Progress:
    due = fact.facts["due_on"]
    course = replace(
        progress.course,
        state=State.COMPLETE,
        completed_at=fact.happened_at,
        due_on_then=due and date.fromisoformat(due),
    )
    return replace(progress, course=course)


_FOLDS: dict[str, Callable[[Progress, Fact], Progress]] = {
    "cycle.opened": _opened,
    "note.read": _note_read,
    "attempt.started": _attempt_started,
    "attempt.finished": _attempt_finished,
    "attempt.marked": _attempt_marked,
    "attempt.regraded": _attempt_marked,
    "step.completed": _step_completed,
    "step.reopened": _step_reopened,
    "module.completed": _module_completed,
    "course.completed": _course_completed,
}
