"""A question with options, of which one or several are right."""

from decimal import Decimal
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from cptraining.questions.content import Question, Remark, Shuffle
from cptraining.rules.authoring import Part, mistake
from cptraining.rules.prose import Line
from cptraining.rules.words import Words


class Option(Part):
    """Something to choose, and why it is or is not right."""

    text: Line
    why: Line
    right: bool = False


class Choice(Question):
    """An answer is the list of the chosen options' places in the author's order, from 0.

    `several` asks for all right options and no wrong one. `shuffle: false` keeps the order, as
    true and false need.
    """

    options: Annotated[tuple[Option, ...], Field(min_length=2, max_length=12)]
    several: bool = False
    shuffle: bool = True

    @model_validator(mode="after")
    def _has_right_options(self) -> Self:
        if not self.right:
            raise mistake("at least one option with `right: true`", "options")
        if len(self.right) > 1 and not self.several:
            raise mistake("`several: true`, since more than one option is right", "several")
        return self

    @property
    def right(self) -> list[int]:
        """The places of the right options."""
        return [place for place, option in enumerate(self.options) if option.right]

    def order(self, shuffle: Shuffle) -> list[int]:
        """The options' places in the order to show them."""
        places = list(range(len(self.options)))
        return shuffle(places) if self.shuffle else places

    def missing(self, answer: Any) -> list[Words]:
        """One option at least."""
        return [] if answer else [Words("Choose an answer.")]

    def mark(self, answer: Any) -> Decimal:
        """1 when exactly the right options were chosen, else 0."""
        return Decimal(sorted(answer or []) == self.right)

    def remarks(self, answer: Any, order: Any) -> list[Remark]:
        """Every option with its reason."""
        chosen = answer or []
        shown = [(place, self.options[place]) for place in order]
        return [
            Remark(option.text, option.why, is_right=option.right, is_yours=place in chosen)
            for place, option in shown
        ]
