"""A question whose items have one sensible order."""

from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field

from cptraining.questions.content import Question, Remark, Shuffle
from cptraining.rules.prose import Line
from cptraining.rules.words import Words


class Order(Question):
    """Items are written in the right order.

    An answer lists, for each item in the author's order, the place (from 1) it was given, or
    None.
    """

    items: Annotated[tuple[Line, ...], Field(min_length=3, max_length=10)]
    right: Line
    not_yet: Line

    def order(self, shuffle: Shuffle) -> list[int]:
        """The items' places in the order to show them."""
        return shuffle(list(range(len(self.items))))

    def missing(self, answer: Any) -> list[Words]:
        """A place of its own for every item."""
        given = [place for place in answer or [] if place]
        if len(given) < len(self.items):
            left = len(self.items) - len(given)
            return [Words("Give every line a number. {n} left.", n=left)]
        shared = len(set(given)) < len(given)
        return [Words("Two lines have the same number. Give each its own.")] if shared else []

    def mark(self, answer: Any) -> Decimal:
        """1 when every item has its place, else 0."""
        return Decimal(answer == list(range(1, len(self.items) + 1)))

    def remarks(self, answer: Any, order: Any) -> list[Remark]:
        """Every item with its number, and after it the number that was given instead."""
        return [remark for item in order for remark in self._remarks(item, answer)]

    def comment(self, answer: Any) -> str:
        """What to say of the whole."""
        return self.right if self.mark(answer) else self.not_yet

    def _remarks(self, item: int, answer: Any) -> list[Remark]:
        text, number, given = self.items[item], item + 1, answer[item] if answer else None
        right = Remark(f"{number}. {text}", "", is_right=True, is_yours=given == number)
        if given in {None, number}:
            return [right]
        return [right, Remark(f"{given}. {text}", "", is_right=False, is_yours=True)]
