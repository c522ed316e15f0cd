"""The figures of one question, or of one place in a quiz.

They follow Moodle's question statistics (question/classes/statistics/questions/calculator.php).
A place is what every attempt has. A drawn question fills a place by chance in some of them, and
its marks are compared with the whole total.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import sqrt

from cptraining.rules.statistics.counts import Counts, Spread, spread


@dataclass(frozen=True)
class Marks:
    """The marks of one question, counted; `out_of` is what all of them could have come to.

    `chance` is the share of a mark that guessing gives; None = nobody knows.
    """

    counts: Counts
    out_of: int
    is_drawn: bool = False
    chance: float | None = None

    def figures(self, unit: int) -> "Figures":
        """What they come to; so many units are one mark."""
        reached = sum(mark * times for (mark, _), times in self.counts.items())
        found = spread(self.counts, is_drawn=self.is_drawn)
        return Figures(found, reached, self.out_of, unit, self.chance)


@dataclass(frozen=True)
class Figures:
    """What the marks of one question come to. None = it cannot be said."""

    spread: Spread
    reached: int
    out_of: int
    unit: int
    chance: float | None

    @property
    def count(self) -> int:
        """How many attempts had it."""
        return self.spread.count

    @property
    def worth(self) -> float | None:
        """What it counts, in marks."""
        return self.out_of / (self.count * self.unit) if self.count else None

    @property
    def facility(self) -> float | None:
        """The average share of the mark, 0 to 1."""
        return self.reached / self.out_of if self.out_of else None

    @property
    def deviation(self) -> float | None:
        """The standard deviation, in marks."""
        return sqrt(self.spread.variance) / self.unit if self.count > 1 else None

    @cached_property
    def discrimination(self) -> float | None:
        """The correlation with the other marks, in per cent."""
        product = sqrt(self.spread.own) * sqrt(self.spread.rest)
        return 100 * self.spread.both / product if product else None

    @property
    def efficiency(self) -> float | None:
        """The covariance with the other marks beside the most that it could be, in per cent."""
        return 100 * self.spread.both / self.spread.most if self.spread.most else None

    @property
    def is_against_total(self) -> bool:
        """Whether those with high totals have low marks here."""
        return self.spread.total < 0


def effective_weights(places: Sequence[Figures]) -> list[float | None]:
    """How much each place moves the total, in per cent; None for one that moves it backwards."""
    roots = [None if one.is_against_total else sqrt(one.spread.with_total) for one in places]
    whole = sum(root or 0 for root in roots)
    return [100 * root / whole if whole and root is not None else None for root in roots]
