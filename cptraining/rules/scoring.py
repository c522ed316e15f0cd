"""What an attempt is worth: exact decimals, the pass test on the unrounded score."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

MOST_POINTS = 3
SMALLEST = Decimal("0.0000001")
POINTS = {1: (1, 0), 2: (2, -2), 3: (3, -6)}
"""By certainty: the points for a right and for a wrong answer, as in Moodle's
certainty-based marking (after Gardner-Medwin)."""


class Counts(StrEnum):
    """Which of several tries counts."""

    BEST = "best"
    LAST = "last"
    FIRST = "first"
    AVERAGE = "average"


@dataclass(frozen=True)
class Verdict:
    """The outcome of a finished attempt: `score` of `out_of`, and whether that is enough."""

    score: Decimal
    out_of: Decimal
    passed: bool


def verdict(
    marks: Iterable[tuple[Decimal, Decimal]], *, out_of: Decimal, to_pass: Decimal
) -> Verdict:
    """The outcome from each answered question's mark and what the question is worth.

    A question without an answer counts 0. `to_pass` is the score it takes.
    """
    score = sum((mark * worth for mark, worth in marks), start=Decimal(0))
    return Verdict(score, out_of, passed=is_enough(score, out_of, to_pass))


def is_enough(score: Decimal, out_of: Decimal, to_pass: Decimal) -> bool:
    """Whether an unrounded score passes.

    Each mark is kept with seven places, so that three thirds come to 0.9999999: what that can
    have taken away at most is given back.
    """
    return score + out_of * SMALLEST / 2 >= to_pass


def rounded(mark: Decimal | None) -> Decimal | None:
    """A mark as it is kept: with seven places."""
    return None if mark is None else mark.quantize(SMALLEST)


def after_tries(mark: Decimal, penalty: Decimal, wrong: int) -> Decimal:
    """A mark less the penalty for each wrong try before it, never below 0."""
    return max(mark - penalty * wrong, Decimal(0))


def points(mark: Decimal, certainty: int) -> Decimal:
    """Points for a mark (0 to 1) and how sure the person was (1 to 3); wrong ones go below 0."""
    right, wrong = POINTS[certainty]
    return mark * right if mark > 0 else Decimal(wrong)


def counted(scores: Sequence[Decimal], how: Counts) -> Decimal:
    """The score that counts after these tries, the first one first. Needs one at least."""
    if how is Counts.AVERAGE:
        return sum(scores, start=Decimal(0)) / len(scores)
    if how is Counts.BEST:
        return max(scores)
    return scores[0 if how is Counts.FIRST else -1]
