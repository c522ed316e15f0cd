"""The kinds of screen: one folder per kind, and nothing about a kind outside its folder."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache, cached_property
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from cptraining.steps.content import Content
from cptraining.web.forms import AnswerForm


class InBook(Enum):
    """How a step of a kind stands in the handbook of its course."""

    READ = "as it is read"
    SHEET = "as its blank work sheet"
    NAMED = "named, since it is to be met in the course"
    LEFT_OUT = "not at all"


@dataclass(frozen=True)
class Kind:
    """What the platform needs to know of a kind of step.

    `form` builds the form that a person fills in for one content; no form when there is nothing
    to fill in. An exercise is private, can be shared and can be done on paper; what is a log is
    gathered on the page of one's own reflections; what is shown may hang in the gallery of the
    writer's agency. Where a kind takes a film, an agency may put in one of its own, with the
    content's `with_film`. `finish` is what the button says that completes the step. `book` is
    None when the handbook has it as a step of its sort usually is.
    """

    name: str
    label: str
    content: type[Content]
    form: Callable[[Any], type[AnswerForm] | None] | None = None
    is_exercise: bool = False
    is_log: bool = False
    is_shown: bool = False
    is_attempted: bool = False
    takes_film: bool = False
    finish: str = "I have read this: go on"
    book: InBook | None = None

    @property
    def template(self) -> str:
        """The page's inside."""
        return f"steps/{self.name}/step.html"

    @property
    def print_template(self) -> str:
        """An answer shown again, to read and not to change."""
        return f"steps/{self.name}/print.html"

    @property
    def folder(self) -> Path:
        """Where everything of this kind lies, wherever that is."""
        return Path(str(sys.modules[self.content.__module__].__file__)).parent

    @cached_property
    def sheet(self) -> Path | None:
        """The template of its work sheet; None when there is nothing to do on paper."""
        path = self.folder / "sheet.typ"
        return path if path.exists() else None

    @cached_property
    def poster(self) -> Path | None:
        """The template of what was written as one page for a wall, on A4 or A3; None = no such."""
        path = self.folder / "poster.typ"
        return path if path.exists() else None

    @property
    def in_book(self) -> InBook:
        """How it stands in a handbook, which tells no answer of a quiz."""
        if self.book:
            return self.book
        if self.is_attempted:
            return InBook.LEFT_OUT
        return InBook.SHEET if self.form and self.sheet else InBook.READ

    @cached_property
    def page(self) -> Path | None:
        """The template of what is read besides its prose, in a handbook; None = nothing more."""
        path = self.folder / "page.typ"
        return path if path.exists() else self.sheet

    @cached_property
    def script(self) -> str | None:
        """Its own script among the static files; None when its pages need none."""
        return f"js/steps/{self.name}.js" if (self.folder / "step.js").exists() else None

    @cached_property
    def styles(self) -> str | None:
        """Its own styles among the static files; None when it has none."""
        return f"css/steps/{self.name}.css" if (self.folder / "step.scss").exists() else None

    def read(self, stored: Mapping[str, Any]) -> Any:
        """The content of a published step."""
        return self.content.model_validate(stored)


@cache
def kinds() -> dict[str, Kind]:
    """Every installed kind by name, in alphabetical order."""
    found = (import_module(f"{__name__}.{m.name}") for m in iter_modules(__path__) if m.ispkg)
    return {module.KIND.name: module.KIND for module in found}
