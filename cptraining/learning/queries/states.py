"""Where cycles stand; whoever asks has found them among those they may see, or holds the lock."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import Select, bindparam, select

from cptraining.database import Base, db
from cptraining.learning.models import CourseState, ModuleState, StepState
from cptraining.rules.progress import CourseProgress, ModuleProgress, StepProgress


def course(cycle_id: int) -> CourseProgress:
    """The whole of one cycle."""
    _id, *progress = db.session.execute(_COURSES, {"cycles": [cycle_id]}).one()
    return CourseProgress(*progress)


def modules(cycle_id: int) -> dict[str, ModuleProgress]:
    """The modules of one cycle, as far as anything is known."""
    rows = db.session.execute(_MODULES, {"cycles": [cycle_id]})
    return {module: ModuleProgress(*progress) for _id, module, *progress in rows}


def steps(cycle_ids: Sequence[int]) -> dict[int, dict[str, StepProgress]]:
    """The steps of some cycles, by cycle and step, as far as anything is known."""
    found: dict[int, dict[str, StepProgress]] = {id_: {} for id_ in cycle_ids}
    for cycle_id, step, *progress in db.session.execute(_STEPS, {"cycles": cycle_ids}):
        found[cycle_id][step] = StepProgress(*progress)
    return found


def _of(table: type[Base], kind: Any, *names: str) -> Select[Any]:
    columns = table.__table__.c
    wanted = [columns[name] for name in ("cycle_id", *names, *(f.name for f in fields(kind)))]
    return select(*wanted).where(columns.cycle_id.in_(bindparam("cycles", expanding=True)))


_COURSES = _of(CourseState, CourseProgress)
_MODULES = _of(ModuleState, ModuleProgress, "module")
_STEPS = _of(StepState, StepProgress, "step")
