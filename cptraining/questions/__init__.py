"""The kinds of question: one folder per kind, and nothing about a kind outside its folder."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from cptraining.questions.content import Question
from cptraining.web.forms import AnswerForm


@dataclass(frozen=True)
class Kind:
    """What the platform needs to know of a kind of question.

    `form` builds the form for one question in one attempt's order, so that a page holds places
    in that order and never an author's ids. `interaction` is the xAPI interaction type.
    """

    name: str
    label: str
    question: type[Question]
    form: Callable[[Any, Any], type[AnswerForm]]
    interaction: str

    @property
    def template(self) -> str:
        """The question as it is asked."""
        return f"questions/{self.name}/question.html"

    @property
    def feedback_template(self) -> str:
        """The question once it was answered and locked."""
        return f"questions/{self.name}/feedback.html"


@cache
def kinds() -> dict[str, Kind]:
    """Every installed kind by name, in alphabetical order."""
    found = (import_module(f"{__name__}.{m.name}") for m in iter_modules(__path__) if m.ispkg)
    return {module.KIND.name: module.KIND for module in found}


def read(stored: Mapping[str, Any], context: Mapping[str, Any] | None = None) -> Question:
    """One question from a course file or an edition; `stored["kind"]` says which kind.

    Raises KeyError for an unknown kind and pydantic's ValidationError for a wrong field.
    """
    return kinds()[stored["kind"]].question.model_validate(stored, context=context)
