"""The steps of editions as their kinds read them; an edition never changes."""

from dataclasses import dataclass
from typing import Any

from flask import current_app

from cptraining import steps
from cptraining.courses import queries as courses
from cptraining.learning.forms import numbered
from cptraining.rules.outline import Step
from cptraining.rules.refusal import NotFound
from cptraining.web.forms import AnswerForm


@dataclass(frozen=True)
class Screen:
    """One step with its content; `form` is None when there is nothing to fill in."""

    step: Step
    kind: steps.Kind
    content: Any
    form: type[AnswerForm] | None


def screen(edition_id: int | None, step_id: str) -> Screen:
    """A step of an edition, read once by each process.

    Raises NotFound for an unknown step, or when no edition was opened yet.
    """
    kept: dict[tuple[int | None, str], Screen] = current_app.extensions.setdefault(
        "cptraining.screens", {}
    )
    found = kept.get((edition_id, step_id))
    if found is None:
        found = kept[edition_id, step_id] = _read(edition_id, step_id)
    return found


def quiz(edition_id: int | None, step_id: str) -> Any:
    """The content of a quiz. Raises NotFound when there is no such step or it is no quiz."""
    found = screen(edition_id, step_id)
    if not found.kind.is_attempted:
        raise NotFound
    return found.content


def _read(edition_id: int | None, step_id: str) -> Screen:
    step = courses.outline(edition_id).steps.get(step_id) if edition_id else None
    if step is None:
        raise NotFound
    kind = steps.kinds()[step.kind]
    content = kind.read(step.content)
    form = kind.form(content) if kind.form else None
    return Screen(step, kind, content, numbered(form) if form else None)
