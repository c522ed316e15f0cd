"""A text with gaps, each filled by typing or by choosing."""

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from html import escape
from math import prod
from typing import Annotated, Any, NamedTuple, Self

from pydantic import Field, model_validator

from cptraining.questions import accepted as answers
from cptraining.questions.accepted import Accepted
from cptraining.questions.content import Marks, Question, Remark, Shuffle, exact
from cptraining.rules import patterns
from cptraining.rules.authoring import Part, Text, mistake
from cptraining.rules.prose import Line
from cptraining.rules.words import Words

_GAP = re.compile(r"\[(\d{1,2})\]")


class Gap(Part):
    """One gap; it offers `choices` where there are some, and is typed otherwise."""

    accepted: Annotated[tuple[Accepted, ...], Field(min_length=1, max_length=50)]
    choices: Annotated[tuple[Text, ...], Field(max_length=12)] = ()

    @model_validator(mode="after")
    def _can_be_right(self) -> Self:
        if all(one.share < 1 for one in self.accepted):
            raise mistake("an answer with `share: 1`, as it is without a share", "accepted")
        if self.choices and not any(self.share(choice) == 1 for choice in self.choices):
            raise mistake("one choice at least that is accepted", "choices")
        if len(set(self.choices)) < len(self.choices):
            raise mistake("each choice once", "choices")
        return self

    def share(self, typed: str | None) -> Decimal:
        """The share of the gap's mark for what stands in it."""
        fit = answers.first(self.accepted, typed or "")
        return max(fit.share, Decimal(0)) if fit else Decimal(0)

    @property
    def key(self) -> str:
        """What stands there rightly."""
        fitting = (choice for choice in self.choices if self.share(choice) == 1)
        return next(fitting, None) or answers.example(self.accepted)

    @property
    def chance(self) -> Decimal:
        """The mark that filling it somehow gives on average."""
        if not self.choices:
            return answers.chance(self.accepted)
        return sum(map(self.share, self.choices), start=Decimal(0)) / len(self.choices)


class Piece(NamedTuple):
    """Some of the text, and the number of the gap after it; None after the last."""

    text: str
    gap: int | None


class Gaps(Question):
    """The `text` holds [1], [2] and so on, where the `gaps` are, in this order.

    An answer lists what stands in each gap, None in an empty one. Each right gap counts, or with
    `marks: whole` all of them together.
    """

    text: Line
    gaps: Annotated[tuple[Gap, ...], Field(min_length=1, max_length=20)]
    marks: Marks = Marks.PARTS

    @model_validator(mode="after")
    def _has_each_gap_once(self) -> Self:
        found = [int(number) for number in _GAP.findall(self.text)]
        if found != list(range(1, len(self.gaps) + 1)):
            raise mistake(f"each of [1] to [{len(self.gaps)}] once, in order", "text")
        return self

    @property
    def parts(self) -> tuple[str, ...]:
        """The gaps, which are known by their numbers alone."""
        return tuple(map(str, range(1, len(self.gaps) + 1)))

    @property
    def pieces(self) -> Iterator[Piece]:
        """The text, cut where the gaps are."""
        *found, last = _GAP.split(self.text)
        for text, number in zip(found[::2], found[1::2], strict=True):
            yield Piece(text, int(number))
        yield Piece(last, None)

    def order(self, shuffle: Shuffle) -> list[list[int]]:
        """For each gap the places of its choices in the order to show them."""
        return [shuffle(list(range(len(gap.choices)))) for gap in self.gaps]

    def missing(self, answer: Any) -> list[Words]:
        """Something in every gap."""
        left = (answer or [None] * len(self.gaps)).count(None)
        return [Words("Fill every gap. {n} left.", n=left)] if left else []

    def mark(self, answer: Any, *, parts: bool = False) -> Decimal:
        """The average of the gaps' shares, or 1 when all are right and else 0."""
        shares = [gap.share(typed) for gap, typed in zip(self.gaps, answer or [], strict=False)]
        if parts or self.marks is Marks.PARTS:
            return exact(sum(map(Fraction, shares), start=Fraction(0)) / len(self.gaps))
        return Decimal(len(shares) == len(self.gaps) and all(share == 1 for share in shares))

    def remarks(self, answer: Any, order: Any) -> list[Remark]:  # noqa: ARG002 -- gaps stay put
        """What stands in each gap, and after it what would be right instead."""
        given = answer or [None] * len(self.gaps)
        return [
            remark
            for number, (gap, typed) in enumerate(zip(self.gaps, given, strict=True), 1)
            for remark in _remarks(number, gap, typed)
        ]

    def said(self, answer: Any) -> list[str]:
        """What stands in the gaps, by their numbers."""
        return [f"{number}. {typed}" for number, typed in enumerate(answer or [], 1) if typed]

    def chance(self) -> Decimal:
        """What filling all gaps somehow gives on average."""
        chances = [Fraction(gap.chance) for gap in self.gaps]
        if self.marks is Marks.PARTS:
            return exact(sum(chances, start=Fraction(0)) / len(chances))
        return exact(prod(chances, start=Fraction(1)))


def _remarks(number: int, gap: Gap, typed: str | None) -> Iterator[Remark]:
    if typed:
        fit = answers.first(gap.accepted, typed)
        yield Remark(
            f"{number}. {escape(typed, quote=False)}",
            fit.why if fit else "",
            is_right=gap.share(typed) == 1,
            is_yours=True,
        )
    if gap.key and not patterns.same(gap.key, typed or ""):
        key = f"{number}. {escape(gap.key, quote=False)}"
        yield Remark(key, "", is_right=True, is_yours=False)
