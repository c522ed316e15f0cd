"""Answers that are typed: the patterns an author accepts, and the first that fits."""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from cptraining.questions.content import Share
from cptraining.rules import patterns
from cptraining.rules.authoring import Part, Text
from cptraining.rules.patterns import LENIENT, Spelling
from cptraining.rules.prose import Line

LONGEST = 500
"""Characters in an answer of one line."""


class Accepted(Part):
    """What may be typed, `*` for any text; `share` of the mark it gives, and why."""

    text: Text
    share: Share = Decimal(1)
    why: Line = ""


def first(
    accepted: Iterable[Accepted], typed: str, spelling: Spelling = LENIENT
) -> Accepted | None:
    """The first that fits what was typed; None = nothing fits."""
    return next((one for one in accepted if patterns.fits(one.text, typed, spelling)), None)


def example(accepted: Sequence[Accepted]) -> str:
    """A right answer to show, rather one without `*`; "" when anything goes."""
    right = [patterns.shown(one.text) for one in accepted if one.share == 1]
    return next((text for text in right if "…" not in text), right[0] if right else "").strip("…")


def chance(accepted: Iterable[Accepted]) -> Decimal:
    """What typing anything gives."""
    return next((max(one.share, Decimal(0)) for one in accepted if one.text == "*"), Decimal(0))
