"""A question whose items have one sensible order."""

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import factorial
from typing import Annotated, Any

from pydantic import Field

from cptraining.questions.content import Commented, Marks, Remark, Shuffle, exact, moved
from cptraining.rules.prose import Line, plain
from cptraining.rules.words import Words


class Order(Commented):
    """Items are written in the right order.

    An answer lists, for each item in the author's order, the place (from 1) it was given, or
    None. With `marks: parts` each two neighbours count that follow each other as they should.
    """

    items: Annotated[tuple[Line, ...], Field(min_length=3, max_length=10)]
    marks: Marks = Marks.WHOLE

    @property
    def parts(self) -> tuple[str, ...]:
        """The items."""
        return self.items

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

    def mark(self, answer: Any, *, parts: bool = False) -> Decimal:
        """1 when every item has its place, else 0 or the share of right neighbours."""
        given = answer or []
        right = sum(None not in two and two[1] - two[0] == 1 for two in pairwise(given))
        if parts or self.marks is Marks.PARTS:
            return exact(Fraction(right, len(self.items) - 1))
        return Decimal(right == len(self.items) - 1)

    def remarks(self, answer: Any, order: Any) -> list[Remark]:
        """Every item with its number, and after it the number that was given instead."""
        return [remark for item in order for remark in self._remarks(item, answer)]

    def said(self, answer: Any) -> list[str]:
        """The items that have a number, by their numbers."""
        given = sorted(
            (number, plain(item))
            for item, number in zip(self.items, answer or [], strict=False)
            if number is not None
        )
        return [f"{number}. {item}" for number, item in given]

    def chance(self) -> Decimal:
        """Any order: two neighbours follow each other as they should once in `n` times."""
        count = len(self.items)
        return exact(Fraction(1, count if self.marks is Marks.PARTS else factorial(count)))

    def carried(self, answer: Any, earlier: "Order") -> Any:
        """The numbers of the items where they stand now."""
        if not answer:
            return answer
        places = moved(earlier.items, self.items) or []
        given = {places[place]: number for place, number in enumerate(answer)}
        return [given[place] for place in sorted(given)]

    def _remarks(self, item: int, answer: Any) -> list[Remark]:
        text, number, given = self.items[item], item + 1, answer[item] if answer else None
        is_yours = given == number
        key = Remark(f"{number}. {text}", "", is_right=True, is_yours=is_yours, place=number)
        if is_yours or given is None:
            return [key]
        yours = f"{given}. {text}"
        return [key, Remark(yours, "", is_right=False, is_yours=True, place=given)]
