"""What a trainer asks the report: who is asking, and for whom."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Self

from cptraining.people.access import trained
from cptraining.people.reader import Reader
from cptraining.rules.dates import day_in
from cptraining.rules.standing import Status

SORTS = ("name", "status", "due", "completed")


@dataclass(frozen=True)
class Trainer:
    """Who is asking; `days` says which day it is in each agency that they train."""

    person: Reader
    days: Mapping[int, date]

    @classmethod
    def at(cls, person: Reader, now: datetime) -> Self:
        """Somebody who asks at this moment."""
        return cls(person, {agency.id: day_in(agency.zone, now) for agency in trained(person)})


@dataclass(frozen=True)
class Span:
    """From a first day to a last one, both counted in; None = open."""

    first: date | None = None
    last: date | None = None


@dataclass(frozen=True)
class Asked:
    """Which rows of the report; None and "" = all.

    `sort` is one of SORTS, with a "-" in front for the other way round.
    """

    course_id: int
    agency_id: int | None = None
    team_id: int | None = None
    status: Status | None = None
    due: Span = field(default_factory=Span)
    completed: Span = field(default_factory=Span)
    name: str = ""
    sort: str = "name"
