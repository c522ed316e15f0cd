"""A question that pairs items with what belongs to them."""

from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any

from pydantic import Field

from cptraining.questions.content import (
    Commented,
    Marks,
    Question,
    Remark,
    Shuffle,
    exact,
    moved,
)
from cptraining.rules.authoring import Part
from cptraining.rules.prose import Line, plain
from cptraining.rules.words import Words


class Pair(Part):
    """An item and what belongs to it; several items may share it."""

    item: Line
    to: Line
    why: Line = ""


class Match(Commented):
    """An answer lists, for each pair in the author's order, the chosen option's place or None.

    Options are what belongs to the items, each once, then `others`, which belong to none. With
    `marks: parts` each right pair counts.
    """

    pairs: Annotated[tuple[Pair, ...], Field(min_length=2, max_length=12)]
    others: tuple[Line, ...] = ()
    marks: Marks = Marks.WHOLE

    @property
    def parts(self) -> tuple[str, ...]:
        """The items."""
        return tuple(pair.item for pair in self.pairs)

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

    def mark(self, answer: Any, *, parts: bool = False) -> Decimal:
        """1 when every pair is right, else 0 or the share of right pairs."""
        key = self._key
        right = sum(chosen == wanted for chosen, wanted in zip(answer or [], key, strict=False))
        if parts or self.marks is Marks.PARTS:
            return exact(Fraction(right, len(key)))
        return Decimal(right == len(key))

    def remarks(self, answer: Any, order: Any) -> list[Remark]:
        """Every right pair, and after it the pair that was chosen instead."""
        return [remark for place in order["items"] for remark in self._remarks(place, answer)]

    def said(self, answer: Any) -> list[str]:
        """The chosen pairs."""
        pairs = zip(self.parts, answer or [], strict=False)
        options = self.options
        return [plain(f"{item} → {options[place]}") for item, place in pairs if place is not None]

    def chance(self) -> Decimal:
        """One option for each item, whichever."""
        one = Fraction(1, len(self.options))
        return exact(one if self.marks is Marks.PARTS else one ** len(self.pairs))

    def can_replace(self, earlier: Question) -> bool:
        """Whether items and options are the same, apart from corrected texts."""
        return (
            isinstance(earlier, Match)
            and super().can_replace(earlier)
            and moved(earlier.options, self.options) is not None
        )

    def carried(self, answer: Any, earlier: "Match") -> Any:
        """The options chosen where the items stand now, by where they stand now themselves."""
        if not answer:
            return answer
        items = moved(earlier.parts, self.parts) or []
        options = moved(earlier.options, self.options) or []
        chosen = {items[place]: one for place, one in enumerate(answer)}
        ordered = (chosen[place] for place in sorted(chosen))
        return [None if one is None else options[one] for one in ordered]

    @property
    def _key(self) -> list[int]:
        options = self.options
        return [options.index(pair.to) for pair in self.pairs]

    def _remarks(self, place: int, answer: Any) -> list[Remark]:
        pair, chosen = self.pairs[place], answer[place] if answer else None
        is_right = chosen == self._key[place]
        key = f"{pair.item} → {pair.to}"
        if is_right or chosen is None:
            return [Remark(key, pair.why, is_right=True, is_yours=is_right)]
        yours = f"{pair.item} → {self.options[chosen]}"
        return [
            Remark(key, "", is_right=True, is_yours=False),
            Remark(yours, pair.why, is_right=False, is_yours=True),
        ]
