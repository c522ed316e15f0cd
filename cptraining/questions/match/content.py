"""A question that pairs items with what belongs to them."""

from decimal import Decimal
from typing import Annotated, Any

from pydantic import Field

from cptraining.questions.content import Question, Remark, Shuffle
from cptraining.rules.authoring import Part
from cptraining.rules.prose import Line
from cptraining.rules.words import Words


class Pair(Part):
    """An item and what belongs to it; several items may share it."""

    item: Line
    to: Line


class Match(Question):
    """An answer lists, for each pair in the author's order, the chosen option's place or None.

    Options are what belongs to the items, each once, then `others`, which belong to none.
    """

    pairs: Annotated[tuple[Pair, ...], Field(min_length=2, max_length=12)]
    others: tuple[Line, ...] = ()
    right: Line
    not_yet: Line

    @property
    def options(self) -> list[str]:
        """Everything that can be chosen, each once."""
        return list(dict.fromkeys([*(pair.to for pair in self.pairs), *self.others]))

    def order(self, shuffle: Shuffle) -> dict[str, list[int]]:
        """The places of items and options in the order to show them."""
        items, options = range(len(self.pairs)), range(len(self.options))
        return {"items": shuffle(list(items)), "options": shuffle(list(options))}

    def missing(self, answer: Any) -> list[Words]:
        """An option for every item."""
        left = (answer or [None] * len(self.pairs)).count(None)
        return [Words("Choose something for every line. {n} left.", n=left)] if left else []

    def mark(self, answer: Any) -> Decimal:
        """1 when every pair is right, else 0."""
        return Decimal(answer == self._key)

    def remarks(self, answer: Any, order: Any) -> list[Remark]:
        """Every right pair, and after it the pair that was chosen instead."""
        return [remark for place in order["items"] for remark in self._remarks(place, answer)]

    def comment(self, answer: Any) -> str:
        """What to say of the whole."""
        return self.right if self.mark(answer) else self.not_yet

    @property
    def _key(self) -> list[int]:
        options = self.options
        return [options.index(pair.to) for pair in self.pairs]

    def _remarks(self, place: int, answer: Any) -> list[Remark]:
        pair, chosen = self.pairs[place], answer[place] if answer else None
        is_right = chosen == self._key[place]
        right = Remark(f"{pair.item} → {pair.to}", "", is_right=True, is_yours=is_right)
        if is_right or chosen is None:
            return [right]
        yours = f"{pair.item} → {self.options[chosen]}"
        return [right, Remark(yours, "", is_right=False, is_yours=True)]
