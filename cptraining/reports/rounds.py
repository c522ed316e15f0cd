"""One person's courses as their trainer sees them: states and tries, nothing that was written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from cptraining.courses import queries as courses
from cptraining.learning.models import Assignment, CourseState
from cptraining.record.actions import cycle_stream
from cptraining.reports.asked import Trainer
from cptraining.reports.queries.completion import Tallied
from cptraining.reports.queries.person import Opened
from cptraining.reports.timeline import Titles
from cptraining.rules.dates import day_in
from cptraining.rules.outline import Module, Outline, Step
from cptraining.rules.progress import State, StepProgress
from cptraining.rules.standing import Dates, Standing, Tally, standing

StepStates = Mapping[str, StepProgress]


@dataclass(frozen=True)
class StepLine:
    """One step: `best` of `out_of` is the best score of a quiz."""

    title: str
    standing: Standing
    is_on_paper: bool = False
    tries: int = 0
    best: Decimal | None = None
    out_of: Decimal | None = None
    completed_at: datetime | None = None


@dataclass(frozen=True)
class ModuleLine:
    """One module and its steps."""

    title: str
    standing: Standing
    steps: list[StepLine]


@dataclass(frozen=True)
class Round:
    """One cycle of a course in full."""

    assignment: Assignment
    state: CourseState
    outline: Outline
    standing: Standing
    due_on: date | None
    modules: list[ModuleLine]


def rounds(
    trainer: Trainer,
    opened: Iterable[Opened],
    modules: Mapping[int, Mapping[str, Tallied]],
    steps: Mapping[int, StepStates],
) -> list[Round]:
    """What the pages show of some cycles, from what is stored of their modules and steps."""
    return [
        _round(trainer, found, modules[found.cycle.id], steps[found.cycle.id]) for found in opened
    ]


def titles(opened: Iterable[Opened], courses_by_id: Mapping[int, str]) -> Titles:
    """What courses are called, and the steps and modules of some cycles."""
    return Titles(
        courses_by_id,
        {
            cycle_stream(found.cycle.id): _titles(courses.outline(found.edition_id))
            for found in opened
        },
    )


def _titles(outline: Outline) -> dict[str, str]:
    return {part.id: part.title for part in (*outline.modules, *outline)}


def _round(
    trainer: Trainer, found: Opened, modules: Mapping[str, Tallied], steps: StepStates
) -> Round:
    assignment, state = found.cycle.assignment, found.cycle.course_state
    outline = courses.outline(found.edition_id)
    is_complete = state.completed_at is not None
    due_on = state.due_on_then if is_complete else assignment.due_on
    zone = assignment.agency.zone
    dates = Dates(
        today=trainer.days[assignment.agency_id],
        due_on=due_on,
        completed_on=day_in(zone, state.completed_at) if state.completed_at else None,
    )
    failed = sum(found.tries for found in modules.values() if found.state is State.FAILED)
    tally = Tally(state.state, state.done, state.of or len(outline.required), failed)
    return Round(
        assignment=assignment,
        state=state,
        outline=outline,
        standing=standing(tally, dates),
        due_on=due_on,
        modules=[_module(module, modules.get(module.id), steps) for module in outline.modules],
    )


def _module(module: Module, known: Tallied | None, steps: StepStates) -> ModuleLine:
    tally = Tally(known.state, known.done, known.of, known.tries) if known else None
    return ModuleLine(
        title=module.title,
        standing=standing(tally or Tally(State.NOT_STARTED)),
        steps=[_step(step, steps.get(step.id)) for step in module.steps],
    )


def _step(step: Step, known: StepProgress | None) -> StepLine:
    if known is None:
        return StepLine(step.title, standing(Tally(State.NOT_STARTED)))
    return StepLine(
        title=step.title,
        standing=standing(Tally(known.state, tries=known.tries)),
        is_on_paper=known.on_paper,
        tries=known.tries,
        best=known.best,
        out_of=known.out_of,
        completed_at=known.completed_at,
    )
