"""What an attempt is worth: exact decimals, the pass test on the unrounded score."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Verdict:
    """The outcome of a finished attempt: `score` of `out_of`, both in questions."""

    score: Decimal
    out_of: Decimal
    passed: bool


def verdict(marks: Iterable[Decimal], *, out_of: int, to_pass: int) -> Verdict:
    """The outcome of an attempt from the marks (0 to 1) of its answered questions.

    A question without an answer counts 0. `to_pass` is how many questions it takes.
    """
    score = sum(marks, start=Decimal(0))
    return Verdict(score, Decimal(out_of), passed=score >= to_pass)
