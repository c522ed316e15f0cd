"""Derived state: rows read as progress, changed progress written as rows, rebuilt from events."""

from collections.abc import Mapping
from dataclasses import asdict
from functools import reduce

from sqlalchemy import delete

from cptraining.database import db, put
from cptraining.learning.models import CourseState, ModuleState, StepState
from cptraining.learning.queries import states
from cptraining.record import queries as record
from cptraining.record.actions import cycle_stream
from cptraining.rules.outline import Outline
from cptraining.rules.progress import (
    CourseProgress,
    Fact,
    Progress,
    StepProgress,
    apply,
)


def required(outline: Outline) -> dict[str, tuple[str, ...]]:
    """The steps that count, by module, as the record keeps them when a cycle is opened."""
    return {module.id: module.required for module in outline.modules}


def of_page(
    outline: Outline, course: CourseProgress, steps: Mapping[str, StepProgress]
) -> Progress:
    """Progress for showing, without modules: their states follow from those of the steps."""
    return Progress(required=required(outline), course=course, steps=steps)


def read(cycle_id: int, outline: Outline | None) -> Progress:
    """Everything derived for one cycle, for deciding; None = not opened yet."""
    return Progress(
        required=required(outline) if outline else {},
        course=states.course(cycle_id),
        modules=states.modules(cycle_id),
        steps=states.steps([cycle_id])[cycle_id],
    )


def write(cycle_id: int, before: Progress, after: Progress) -> None:
    """Write the rows in which progress differs."""
    if after.course != before.course:
        put(CourseState, ["cycle_id"], cycle_id=cycle_id, **asdict(after.course))
    for id_ in _changed(before.modules, after.modules):
        values = asdict(after.modules[id_])
        put(ModuleState, ["cycle_id", "module"], cycle_id=cycle_id, module=id_, **values)
    for id_ in _changed(before.steps, after.steps):
        values = asdict(after.steps[id_])
        put(StepState, ["cycle_id", "step"], cycle_id=cycle_id, step=id_, **values)


def rebuild(cycle_id: int) -> bool:
    """Derive one cycle's rows again from its events; whether anything differed."""
    before = read(cycle_id, None)
    after = from_record(cycle_id)
    is_same = (before.course, before.modules, before.steps) == (
        after.course,
        after.modules,
        after.steps,
    )
    if not is_same:
        for table in (ModuleState, StepState):
            db.session.execute(delete(table).where(table.cycle_id == cycle_id))
        put(CourseState, ["cycle_id"], cycle_id=cycle_id, **asdict(after.course))
        write(cycle_id, Progress(course=after.course), after)
    return not is_same


def from_record(cycle_id: int) -> Progress:
    """Progress folded from the cycle's events."""
    events = record.of_stream(cycle_stream(cycle_id))
    facts = (Fact(event.name, event.happened_at, event.facts) for event in events)
    return reduce(apply, facts, Progress())


def _changed(before: Mapping[str, object], after: Mapping[str, object]) -> list[str]:
    return [id_ for id_, value in after.items() if before.get(id_) != value]
