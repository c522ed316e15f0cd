"""A course as a book: everything to read, its blank work sheets, and the words explained."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from flask_babel import get_locale

from cptraining import press, steps
from cptraining.press import binding, sheets
from cptraining.press.tree import tree
from cptraining.rules.outline import Module, Outline, Step
from cptraining.steps import InBook
from cptraining.web.filters import day

TEMPLATE = Path(__file__).parent / "handbook.typ"


def pdf(outline: Outline, published_at: datetime) -> bytes:
    """The handbook of an edition as a tagged PDF, in the reader's language."""
    inside = _inside(outline)
    source = binding.bound(TEMPLATE, inside)
    data = {
        "lang": get_locale().language if get_locale() else "en",
        "course": outline.title,
        "title": outline.title,
        "large": False,
        "bound": True,
        "answer": None,
        "drawn": None,
        "content": _content(outline, published_at.date()),
        "words": sheets.translated(sheets.FRAME, TEMPLATE, *inside.values()),
    }
    return press.pdf(source, data, published_at)


def _inside(outline: Outline) -> dict[str, Path]:
    """The templates of what its steps print besides their prose, by the kinds' names."""
    kinds = steps.kinds()
    used = sorted({step.kind for step in outline})
    found = {name: _template(kinds[name]) for name in used}
    return {name: path for name, path in found.items() if path}


def _template(kind: steps.Kind) -> Path | None:
    return {InBook.READ: kind.page, InBook.SHEET: kind.sheet}.get(kind.in_book)


def _content(outline: Outline, edition: date) -> dict[str, Any]:
    modules = [_module(module) for module in outline.modules]
    return {
        "summary": outline.summary,
        "outcomes": outline.outcomes,
        "edition": day(edition),
        "note": tree(outline.note),
        "modules": [module for module in modules if module["steps"]],
        "terms": [(term.name, tree(term.meaning)) for term in outline.glossary],
    }


def _module(module: Module) -> dict[str, Any]:
    return {
        "id": module.id,
        "title": module.title,
        "part": module.part,
        "summary": module.summary,
        "outcomes": module.outcomes,
        "picture": module.picture,
        "sources": tree(module.sources),
        "steps": list(_steps(module.steps)),
    }


def _steps(found: tuple[Step, ...]) -> Iterator[dict[str, Any]]:
    for step in found:
        kind = steps.kinds()[step.kind]
        if kind.in_book is not InBook.LEFT_OUT:
            yield {
                "kind": kind.name,
                "how": kind.in_book.name,
                "label": str(kind.label),
            } | _printed(step, kind)


def _printed(step: Step, kind: steps.Kind) -> dict[str, Any]:
    """What the handbook prints of one step; of what is only named, no more than its title."""
    if kind.in_book is InBook.NAMED:
        return {"title": step.title, "minutes": step.minutes}
    return {"minutes": step.minutes} | sheets.inside(
        step.title, step.prose, kind.read(step.content)
    )
