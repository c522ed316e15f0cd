"""Whose attempts at a quiz are looked at, and which of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from cptraining.people.reader import Reader
from cptraining.rules.scoring import Counts
from cptraining.rules.words import Words


class Which(StrEnum):
    """Which of somebody's attempts in one round of a course."""

    FIRST = "first"
    LAST = "last"
    BEST = "best"
    ALL = "all"


WHICH = {
    Which.FIRST: Words("The first try of each person"),
    Which.LAST: Words("The last try of each person"),
    Which.BEST: Words("The best try of each person"),
    Which.ALL: Words("All tries"),
}
USUAL = {
    Counts.FIRST: Which.FIRST,
    Counts.LAST: Which.LAST,
    Counts.BEST: Which.BEST,
    Counts.AVERAGE: Which.ALL,
}
"""What is looked at unasked, by what the quiz itself counts."""


@dataclass(frozen=True)
class Tried:
    """Finished and marked attempts at a quiz that `reader` may count; None = a command does.

    `edition_ids` are those in which people worked; `agency_id` and `team_id` None = all.
    """

    reader: Reader | None
    course_id: int
    step: str
    edition_ids: Sequence[int] = ()
    which: Which = Which.ALL
    agency_id: int | None = None
    team_id: int | None = None
