"""When a module and a course are complete, and what is left until then."""

from dataclasses import dataclass

from cptraining.rules.outline import Outline, Step
from cptraining.rules.progress import Progress, State


def completed_modules(progress: Progress) -> list[str]:
    """Modules whose required steps are all done but that are not recorded as complete yet.

    Optional steps never hold a module back.
    """
    return [
        module
        for module, steps in progress.required.items()
        if progress.modules[module].state is not State.COMPLETE
        and all(progress.is_complete(step) for step in steps)
    ]


def is_course_complete(progress: Progress) -> bool:
    """Whether every module is complete."""
    return bool(progress.modules) and all(
        module.state is State.COMPLETE for module in progress.modules.values()
    )


@dataclass(frozen=True)
class Left:
    """A required step that is not done yet, and where it stands."""

    step: Step
    state: State
    tries: int


def left(outline: Outline, progress: Progress) -> list[Left]:
    """The required steps that are still to do, in course order."""
    return [
        Left(step, progress.step(step.id).state, progress.step(step.id).tries)
        for step in outline
        if step.is_required and not progress.is_complete(step.id)
    ]


def minutes_left(outline: Outline, progress: Progress) -> int:
    """Planned minutes of the required steps still to do."""
    return sum(item.step.minutes for item in left(outline, progress))


def next_step(outline: Outline, progress: Progress) -> Step | None:
    """Where to go on: the first required step that is not done; None when all are."""
    remaining = left(outline, progress)
    return remaining[0].step if remaining else None


def is_last(outline: Outline, progress: Progress, step_id: str) -> bool:
    """Whether doing this step completes the course."""
    remaining = {item.step.id for item in left(outline, progress)}
    return bool(remaining) and remaining <= set(outline.completed_by(step_id))
