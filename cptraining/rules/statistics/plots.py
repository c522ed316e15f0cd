"""What the plots show: shares by fifths of the people, and how many reached which total."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import accumulate, pairwise

from cptraining.rules.statistics.counts import Counts

FIFTHS = 5
BANDS = 10


def by_fifths(counts: Counts, out_of: int) -> tuple[float, ...]:
    """The average share of the mark in each fifth of the attempts, the lowest totals first.

    Attempts with the same total are spread evenly over the fifths that they touch, so that all
    fifths are of one size. Empty where nothing can be reached.
    """
    if not out_of:
        return ()
    totals: dict[int, tuple[int, int]] = {}
    for (mark, total), times in counts.items():
        count, reached = totals.get(total, (0, 0))
        totals[total] = count + times, reached + mark * times
    found = [totals[total] for total in sorted(totals)]
    ends = [(0, 0), *accumulate(found, lambda one, more: (one[0] + more[0], one[1] + more[1]))]
    whole = ends[-1][0]
    reached_by = [_reached(ends, Fraction(whole * n, FIFTHS)) for n in range(FIFTHS + 1)]
    return tuple(float(FIFTHS * (high - low) / out_of) for low, high in pairwise(reached_by))


def _reached(ends: Sequence[tuple[int, int]], count: Fraction) -> Fraction:
    """The marks of so many attempts, counted from the lowest total."""
    place = max(bisect_left([end for end, _ in ends], count), 1)
    (low, before), (high, after) = ends[place - 1], ends[place]
    return before + (count - low) * Fraction(after - before, high - low)


def in_bands(totals: Mapping[tuple[int, int], int]) -> list[int]:
    """How many attempts reached 0 to 9 per cent, 10 to 19, and so on; 100 is in the last band.

    `totals` are counted by (total, what could have been reached).
    """
    bands = [0] * BANDS
    for (total, out_of), times in totals.items():
        share = BANDS * total // out_of if out_of else 0
        bands[max(min(share, BANDS - 1), 0)] += times
    return bands
