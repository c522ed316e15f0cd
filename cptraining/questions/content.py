"""What every question shares: what it asks, how it is ordered and marked."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from cptraining.rules.authoring import Id, Key, Part, Text
from cptraining.rules.prose import Line, Picture, Prose
from cptraining.rules.words import Words

Shuffle = Callable[[list[Any]], list[Any]]
"""Returns the items in another order; the caller decides how chance is drawn."""

Share = Annotated[Decimal, Field(ge=-1, le=1)]
"""What choosing something adds to the mark, which is 1 at most."""


class Marks(StrEnum):
    """Whether a question is right only as a whole, or in parts too."""

    WHOLE = "whole"
    PARTS = "parts"


class Image(Part):
    """A picture: `file` is its name beside the step when written; `alt` says all that it shows.

    Once published, `file` is a sanitised drawing, or a photograph as a data: address.
    """

    file: Picture
    alt: Text

    @property
    def is_drawing(self) -> bool:
        """Whether it is SVG, to stand in the page as it is."""
        return self.file.startswith("<svg")


class Criterion(Part):
    """What a person looks for in an answer, and the points it gives."""

    text: Line
    points: Annotated[int, Field(ge=1, le=10)]


@dataclass(frozen=True)
class Remark:
    """One line of feedback: an option or a pair, why it is so, and what was chosen.

    `text` and `why` are sanitised HTML. `is_right` None = nobody says. `place` is where the line
    stands when a kind's lines have an order of their own.
    """

    text: str
    why: str
    is_right: bool | None
    is_yours: bool
    place: int = 0


class Question(BaseModel):
    """One question as its author wrote it.

    `about` is a case or a text to read first, `feedback` what to say to everybody afterwards,
    `again` the step where it can be read again. `worth` weighs it among others; `penalty` is
    what each wrong try costs where several are allowed, with a hint after each.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Id
    kind: str
    about: Prose = ""
    image: Image | None = None
    prompt: Line
    worth: Annotated[Decimal, Field(gt=0, le=100)] = Decimal(1)
    penalty: Annotated[Decimal, Field(ge=0, le=1)] = Decimal("0.3333333")
    hints: Annotated[tuple[Line, ...], Field(max_length=10)] = ()
    feedback: Prose = ""
    tags: Annotated[tuple[Key, ...], Field(max_length=20)] = ()
    again: Id | None = None

    @property
    def parts(self) -> tuple[str, ...]:
        """The texts that answers refer to by their places; none when they say all themselves."""
        return ()

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """What a person marks an answer by; none = the answer marks itself."""
        return ()

    def order(self, _shuffle: Shuffle) -> Any:
        """The order one attempt shows things in, as JSON; drawn once, kept by the attempt."""
        return []

    def missing(self, _answer: Any) -> list[Words]:
        """What an answer still needs before it can be checked; empty when nothing."""
        raise NotImplementedError

    def mark(self, answer: Any, *, parts: bool = False) -> Decimal | None:
        """The share of the question that is right, 0 to 1; no answer is 0.

        `parts` gives a part of the mark whatever the author chose. None = a person marks it.
        """
        raise NotImplementedError

    def mark_for(self, points: Sequence[int]) -> Decimal:
        """The mark for the points that a person gave by each of the `criteria`, in their order."""
        return exact(Fraction(sum(points), sum(one.points for one in self.criteria)))

    def remarks(self, answer: Any, order: Any) -> list[Remark]:
        """Feedback line by line, in the order that was shown.

        Without an answer, only what does not depend on one.
        """
        raise NotImplementedError

    def comment(self, _answer: Any) -> str:
        """What to say of the whole; "" = nothing."""
        return ""

    def said(self, answer: Any) -> list[str]:
        """What an answer chooses, as plain text; never what would be right."""
        raise NotImplementedError

    def chance(self) -> Decimal | None:
        """The mark that guessing gives on average; None = nobody knows."""
        return Decimal(0)

    def can_replace(self, earlier: "Question") -> bool:
        """Whether this can mark answers to an earlier version, once they were `carried` over."""
        return type(earlier) is type(self) and moved(earlier.parts, self.parts) is not None

    def carried(self, answer: Any, _earlier: Any) -> Any:
        """An answer to an earlier version as an answer to this one, which can replace it."""
        return answer


class Commented(Question):
    """A question whose answer is commented on as a whole: `right`, or `not_yet`."""

    right: Line = ""
    not_yet: Line = ""

    def comment(self, answer: Any) -> str:
        """What to say of the whole."""
        return self.right if self.mark(answer) == 1 else self.not_yet


def moved(then: Sequence[str], now: Sequence[str]) -> list[int] | None:
    """Where each part of an earlier version stands now; None when that cannot be told.

    A part is known by its text; where the text was corrected, by its place.
    """
    if len(then) != len(now):
        return None
    places = {text: place for place, text in enumerate(now)}
    found = [
        place if text == now[place] else places.get(text, place) for place, text in enumerate(then)
    ]
    return found if len(set(found)) == len(now) else None


def exact(share: Fraction) -> Decimal:
    """A share as a decimal, between 0 and 1."""
    kept = min(max(share, Fraction(0)), Fraction(1))
    return Decimal(kept.numerator) / kept.denominator
