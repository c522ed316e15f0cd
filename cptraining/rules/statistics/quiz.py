"""The figures of a whole quiz.

They follow Moodle's quiz statistics (mod/quiz/report/statistics/classes/calculator.php).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import islice
from math import sqrt

from cptraining.rules.statistics import counts
from cptraining.rules.statistics.questions import Figures

FOR_SHAPE, FOR_TAILS, PLACES = 3, 4, 2
"""Attempts it takes to say anything of the shape, and of its tails; places to compare."""

WHOLE = 100


@dataclass(frozen=True)
class Quiz:
    """Totals, counted, and the figures of the places; so many units are one mark.

    `out_of` is what all totals together could have been. Of its figures, None = it cannot be
    said; `mean`, `median`, `deviation` and `standard_error` are in marks.
    """

    totals: Mapping[int, int]
    out_of: int
    places: Sequence[Figures]
    unit: int

    @cached_property
    def count(self) -> int:
        """How many attempts there are."""
        return sum(self.totals.values())

    @property
    def worth(self) -> float | None:
        """What there is to reach, in marks."""
        return self.out_of / (self.count * self.unit) if self.count else None

    @property
    def mean(self) -> float | None:
        """The average total."""
        return self._sum / (self.count * self.unit) if self.count else None

    @property
    def median(self) -> float | None:
        """The total in the middle."""
        if not self.count:
            return None
        two = islice(counts.each(self.totals), (self.count - 1) // 2, self.count // 2 + 1)
        middle = list(two)
        return sum(middle) / (len(middle) * self.unit)

    @property
    def deviation(self) -> float | None:
        """The standard deviation of the totals."""
        return sqrt(self._k2) / self.unit if self.count > 1 else None

    @property
    def skewness(self) -> float | None:
        """How much longer the upper tail is than the lower one; 0 = as long."""
        n = self.count
        if n < FOR_SHAPE or not self._k2:
            return None
        k3 = n * self._powers(3) / ((n - 1) * (n - 2))
        return float(k3) / (sqrt(self._k2) * float(self._k2))

    @property
    def kurtosis(self) -> float | None:
        """How much heavier the tails are than those of a bell curve; 0 = as heavy."""
        n = self.count
        if n < FOR_TAILS or not self._k2:
            return None
        m2, m4 = self._powers(2) / n, self._powers(4) / n
        k4 = n * n * ((n + 1) * m4 - 3 * (n - 1) * m2**2) / ((n - 1) * (n - 2) * (n - 3))
        return float(k4 / self._k2**2)

    @property
    def consistency(self) -> float | None:
        """Cronbach's alpha, in per cent: how far the questions agree about who knows more."""
        found = self._consistency
        return None if found is None else float(found)

    @property
    def error_ratio(self) -> float | None:
        """How much of the deviation is chance, in per cent."""
        found = self._consistency
        if found is None or found > WHOLE:
            return None
        return WHOLE * sqrt(1 - found / WHOLE)

    @property
    def standard_error(self) -> float | None:
        """How far chance moves a total."""
        ratio, deviation = self.error_ratio, self.deviation
        return None if ratio is None or deviation is None else ratio * deviation / WHOLE

    @cached_property
    def _consistency(self) -> Fraction | None:
        count = len(self.places)
        if self.count < FOR_SHAPE or count < PLACES or not self._k2:
            return None
        variances = sum((one.spread.variance for one in self.places), start=Fraction(0))
        return Fraction(WHOLE * count, count - 1) * (1 - variances / self._k2)

    @cached_property
    def _sum(self) -> int:
        return sum(total * times for total, times in self.totals.items())

    @cached_property
    def _k2(self) -> Fraction:
        """The variance; needs two attempts."""
        return self._powers(2) / (self.count - 1)

    def _powers(self, power: int) -> Fraction:
        """The sum of a power of each total's distance from the mean."""
        distances = (
            (self.count * total - self._sum) ** power * times
            for total, times in self.totals.items()
        )
        return Fraction(sum(distances), self.count**power)


def intended_weight(one: Figures, quiz: Quiz) -> float | None:
    """The share of a question in what there is to reach, in per cent."""
    worth, whole = one.worth, quiz.worth
    return WHOLE * worth / whole if worth is not None and whole else None
