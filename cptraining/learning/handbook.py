"""A course as a book: everything to read, its blank work sheets, and the words explained."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from cptraining import press, steps
from cptraining.press import binding, sheets
from cptraining.press.tree import tree
from cptraining.rules.outline import Module, Outline, Step
from cptraining.rules.prose import plain
from cptraining.steps import InBook
from cptraining.web.filters import day

TEMPLATE = Path(__file__).parent / "handbook.typ"
WORDS_OF_A_PAGE, PAGES_OF_A_SHEET, PAGES_AROUND = 400, 1.3, 4
"""As counted in the courses that ship: enough to say how long a handbook is about."""


def pdf(outline: Outline, published_at: datetime) -> bytes:
    """The handbook of an edition as a tagged PDF, in the reader's language."""
    inside = _inside(outline)
    source = binding.bound(TEMPLATE, inside)
    data = sheets.framed(
        TEMPLATE,
        *inside.values(),
        bound=True,
        title=outline.title,
        content=_content(outline, published_at.date()),
    )
    return press.long_pdf(source, data, published_at)


def pages(outline: Outline) -> int:
    """About how many pages a handbook has, in fives, without printing it."""
    kinds = steps.kinds()
    sheets_in_it = sum(kinds[step.kind].in_book is InBook.SHEET for step in outline)
    read = [step.prose for step in outline if kinds[step.kind].in_book is InBook.READ]
    words = sum(len(plain(text).split()) for text in read)
    about = words / WORDS_OF_A_PAGE + sheets_in_it * PAGES_OF_A_SHEET + PAGES_AROUND
    return max(5 * round(about / 5), 5)


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
    """The steps that it has; of what is only named, no more than the title."""
    for step in found:
        kind = steps.kinds()[step.kind]
        about = {"kind": kind.name, "label": str(kind.label), "how": kind.in_book.name}
        if kind.in_book is InBook.NAMED:
            yield about | {"title": step.title}
        elif kind.in_book is not InBook.LEFT_OUT:
            content = kind.read(step.content)
            yield about | sheets.inside(step.title, step.prose, content)
