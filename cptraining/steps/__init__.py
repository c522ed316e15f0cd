"""The kinds of screen: one folder per kind, and nothing about a kind outside its folder."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from cptraining.steps.content import Content
from cptraining.web.forms import AnswerForm


@dataclass(frozen=True)
class Kind:
    """What the platform needs to know of a kind of step.

    `form` builds the form that a person fills in for one content; None when there is nothing
    to fill in. `finish` is what the button says that completes the step.
    """

    name: str
    label: str
    content: type[Content]
    form: Callable[[Any], type[AnswerForm]] | None = None
    is_exercise: bool = False
    is_attempted: bool = False
    finish: str = "I have read this: go on"

    @property
    def template(self) -> str:
        """The page's inside."""
        return f"steps/{self.name}/step.html"

    @property
    def print_template(self) -> str:
        """An answer shown again, to read and not to change."""
        return f"steps/{self.name}/print.html"

    def read(self, stored: Mapping[str, Any]) -> Any:
        """The content of a published step."""
        return self.content.model_validate(stored)


@cache
def kinds() -> dict[str, Kind]:
    """Every installed kind by name, in alphabetical order."""
    found = (import_module(f"{__name__}.{m.name}") for m in iter_modules(__path__) if m.ispkg)
    return {module.KIND.name: module.KIND for module in found}
