"""A question whose answer is a number."""

from decimal import Decimal
from fractions import Fraction
from html import escape
from typing import Annotated, Any, Self

from pydantic import Field, StringConstraints, model_validator

from cptraining.questions.content import Commented, Remark, Share
from cptraining.questions.numeric import reading
from cptraining.rules.authoring import Part, mistake
from cptraining.rules.prose import Line
from cptraining.rules.words import Words

Number = Annotated[Decimal, Field(max_digits=30)]


class Answer(Part):
    """A number and how far off is near enough, or a range; and the share of the mark it gives."""

    equals: Number | None = None
    within: Annotated[Number, Field(ge=0)] = Decimal(0)
    least: Number | None = None
    most: Number | None = None
    share: Share = Decimal(1)
    why: Line = ""

    @model_validator(mode="after")
    def _is_one_of_both(self) -> Self:
        is_range = self.least is not None and self.most is not None
        is_half = (self.least is None) != (self.most is None)
        if is_half or is_range == (self.equals is not None):
            raise mistake("either `equals`, or both `least` and `most`", "equals")
        if is_range and self.within:
            raise mistake("no `within`, since `least` and `most` say the range", "within")
        if self.least is not None and self.most is not None and self.least > self.most:
            raise mistake(f"{self.least} or more", "most")
        return self

    @property
    def ends(self) -> tuple[Fraction, Fraction]:
        """The least and the most that is near enough."""
        if self.equals is None:
            return Fraction(self.least or 0), Fraction(self.most or 0)
        middle, within = Fraction(self.equals), Fraction(self.within)
        return middle - within, middle + within

    @property
    def text(self) -> str:
        """The number, or the range, in digits."""
        ends = (self.equals, self.least, self.most)
        return " – ".join(reading.written(end) for end in ends if end is not None)


class Numeric(Commented):
    """An answer is what was typed; None = nothing.

    The first of `answers` that fits gives its share of the mark. The `unit` stands beside the
    box; typing it too is no mistake.
    """

    answers: Annotated[tuple[Answer, ...], Field(min_length=1, max_length=20)]
    unit: Annotated[str, StringConstraints(max_length=20, strip_whitespace=True)] = ""

    @model_validator(mode="after")
    def _can_be_right(self) -> Self:
        if all(one.share < 1 for one in self.answers):
            raise mistake("an answer with `share: 1`, as it is without a share", "answers")
        return self

    def missing(self, answer: Any) -> list[Words]:
        """A number that can be read."""
        if not answer:
            return [Words("Write a number.")]
        if self._number(answer) is not None:
            return []
        if self.unit:
            return [
                Words(
                    "Write one number in digits, such as 12.5, alone or with {unit}.",
                    unit=self.unit,
                )
            ]
        return [Words("Write one number in digits and nothing else, such as 12.5.")]

    def mark(self, answer: Any, *, parts: bool = False) -> Decimal:  # noqa: ARG002 -- it has none
        """The share of the first answer that fits."""
        fit = self._fit(answer)
        return max(fit.share, Decimal(0)) if fit else Decimal(0)

    def remarks(self, answer: Any, order: Any) -> list[Remark]:  # noqa: ARG002 -- it has none
        """What was typed, then the right answer unless it is the same number."""
        fit, key = self._fit(answer), next(one for one in self.answers if one.share == 1)
        yours = Remark(
            escape(answer or "", quote=False),
            fit.why if fit else "",
            is_right=fit is not None and fit.share == 1,
            is_yours=True,
        )
        right = Remark(
            f"{key.text} {escape(self.unit)}".strip(), "", is_right=True, is_yours=False
        )
        is_same = key.equals is not None and self._number(answer) == key.equals
        return ([yours] if answer else []) + ([] if is_same else [right])

    def said(self, answer: Any) -> list[str]:
        """What was typed."""
        return [answer] if answer else []

    def _number(self, answer: Any) -> Decimal | None:
        return reading.number(answer or "", self.unit)

    def _fit(self, answer: Any) -> Answer | None:
        given = self._number(answer)
        if given is None:
            return None
        exactly = Fraction(given)
        return next((one for one in self.answers if one.ends[0] <= exactly <= one.ends[1]), None)
