"""Exact sums over counted marks: what every figure is made from."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, repeat, starmap
from operator import mul

Counts = Mapping[tuple[int, int], int]
"""By mark and total of the attempt: how often they came together."""


@dataclass(frozen=True)
class Spread:
    """How the marks of one question vary, and how they vary with other marks.

    Each is `count` x (`count` - 1) times a variance or covariance: `own` of the marks, `rest` of
    what they are compared with, `both` of the two, `most` of the two if each were sorted, `total`
    of the marks and the totals.
    """

    count: int
    own: int
    rest: int
    both: int
    most: int
    total: int

    @property
    def variance(self) -> Fraction:
        """Of the marks; 0 for one attempt alone."""
        return self._of_pairs(self.own)

    @property
    def with_total(self) -> Fraction:
        """The covariance of marks and totals; 0 for one attempt alone."""
        return self._of_pairs(self.total)

    def _of_pairs(self, value: int) -> Fraction:
        return Fraction(value, max(self.count * (self.count - 1), 1))


def spread(counts: Counts, *, is_drawn: bool) -> Spread:
    """Marks are compared with the rest of the total; those of a drawn question with all of it."""
    marks, rests = Counter[int](), Counter[int]()
    count = products = 0
    for (mark, total), times in counts.items():
        rest = total if is_drawn else total - mark
        marks[mark] += times
        rests[rest] += times
        count += times
        products += mark * rest * times
    of_marks, of_rests = _sum(marks), _sum(rests)
    own = count * _squares(marks) - of_marks**2
    both = count * products - of_marks * of_rests
    return Spread(
        count=count,
        own=own,
        rest=count * _squares(rests) - of_rests**2,
        both=both,
        most=count * sum(map(mul, each(marks), each(rests))) - of_marks * of_rests,
        total=both if is_drawn else both + own,
    )


def each(values: Mapping[int, int]) -> Iterator[int]:
    """Counted values one by one, the smallest first."""
    return chain.from_iterable(starmap(repeat, sorted(values.items())))


def _sum(values: Mapping[int, int]) -> int:
    return sum(starmap(mul, values.items()))


def _squares(values: Mapping[int, int]) -> int:
    return sum(value * value * times for value, times in values.items())
