"""Who chose what: how often each answer to a question came, and how well those people did."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count as numbered
from string import ascii_uppercase
from typing import NamedTuple

LEAST_TOLD = 5
"""Answers that fewer gave are not told as they were typed, and nothing more is said of them."""


class Thing(NamedTuple):
    """An option, a pair or something typed, and whether it is right; None = nobody says."""

    text: str
    is_right: bool | None


class Given(NamedTuple):
    """An answer that came so many `times` with one total; without `things` it was left empty.

    `is_full` says that it had the whole mark.
    """

    things: Sequence[Thing]
    is_full: bool
    total: int
    out_of: int
    times: int


@dataclass(frozen=True)
class Row:
    """`count` gave this answer, a `share` of all; `letter` names it on a page.

    `average` is the share of the whole quiz that these people reached; None of too few.
    """

    letter: str
    thing: Thing
    count: int
    share: float
    average: float | None


@dataclass(frozen=True)
class Table:
    """What was offered or often given; how many gave `others`, and how many nothing.

    `of_full` is the average of everybody with the whole mark; of everybody if they are too few.
    """

    rows: Sequence[Row]
    others: int
    unanswered: int
    of_full: float | None

    @property
    def attractive(self) -> list[Row]:
        """Wrong answers of people who do better in the whole quiz than those who are right."""
        return [
            row
            for row in self.rows
            if row.thing.is_right is False and (row.average or 0) > (self.of_full or 1)
        ]

    @property
    def unused(self) -> list[Row]:
        """What is offered, wrong, and chosen by nobody."""
        return [row for row in self.rows if row.thing.is_right is False and not row.count]


class _Tally:
    """Adds answers up."""

    def __init__(self) -> None:
        self.count = self.reached = self.out_of = 0

    def add(self, given: Given) -> None:
        """Count an answer as often as it came."""
        self.count += given.times
        self.reached += given.total * given.times
        self.out_of += given.out_of * given.times

    @property
    def average(self) -> float | None:
        is_told = self.count >= LEAST_TOLD and self.out_of
        return self.reached / self.out_of if is_told else None


def table(offered: Iterable[Thing], answers: Iterable[Given]) -> Table:
    """Count answers; what was offered keeps its order, and what else was given comes after it."""
    first = list(dict.fromkeys(offered))
    tallies = {thing: _Tally() for thing in first}
    everybody, full, unanswered = _Tally(), _Tally(), _Tally()
    for given in answers:
        everybody.add(given)
        if given.is_full:
            full.add(given)
        if not given.things:
            unanswered.add(given)
        for thing in given.things:
            tallies.setdefault(thing, _Tally()).add(given)
    more = sorted(tallies.keys() - first, key=lambda thing: (-tallies[thing].count, thing.text))
    told = [thing for thing in more if tallies[thing].count >= LEAST_TOLD]
    return Table(
        rows=_rows([*first, *told], tallies, everybody.count),
        others=sum(tallies[thing].count for thing in more[len(told) :]),
        unanswered=unanswered.count,
        of_full=everybody.average if full.average is None else full.average,
    )


def _rows(things: Iterable[Thing], tallies: Mapping[Thing, _Tally], count: int) -> list[Row]:
    return [
        Row(letter, thing, tally.count, tally.count / count if count else 0, tally.average)
        for letter, thing in zip(_letters(), things, strict=False)
        for tally in [tallies[thing]]
    ]


def _letters() -> Iterable[str]:
    """A to Z, and numbers after them."""
    yield from ascii_uppercase
    yield from map(str, numbered(len(ascii_uppercase) + 1))
