"""What every question shares: its id, its prompt, how it is ordered and marked."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ConfigDict

from cptraining.rules.authoring import Id
from cptraining.rules.prose import Line
from cptraining.rules.words import Words

Shuffle = Callable[[list[Any]], list[Any]]
"""Returns the items in another order; the caller decides how chance is drawn."""


@dataclass(frozen=True)
class Remark:
    """One line of feedback: an option or a pair, why it is so, and what was chosen.

    `text` and `why` are sanitised HTML.
    """

    text: str
    why: str
    is_right: bool
    is_yours: bool


class Question(BaseModel):
    """One question as its author wrote it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Id
    kind: str
    prompt: Line

    def order(self, shuffle: Shuffle) -> Any:
        """The order one attempt shows things in, as JSON; drawn once, kept by the attempt."""
        raise NotImplementedError

    def missing(self, _answer: Any) -> list[Words]:
        """What an answer still needs before it can be checked; empty when nothing."""
        raise NotImplementedError

    def mark(self, answer: Any) -> Decimal:
        """The share of the question that is right, 0 to 1; None (no answer) is 0."""
        raise NotImplementedError

    def remarks(self, answer: Any, order: Any) -> list[Remark]:
        """Feedback line by line, in the order that was shown."""
        raise NotImplementedError
