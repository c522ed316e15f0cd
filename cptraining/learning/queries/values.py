"""What reading one's own learning returns: plain values, cheap to make for every page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from cptraining.rules.progress import CourseProgress


@dataclass(frozen=True)
class OwnCycle:
    """A round of a course; `edition_id` and `opened_at` are None until it is opened.

    `zone` is that of the agency that assigned it, in which `due_on` is a day.
    """

    id: int
    edition_id: int | None
    opened_at: datetime | None
    due_on: date | None
    zone: str
    course: CourseProgress


class Shelved(NamedTuple):
    """A course on somebody's shelf.

    `cycle` is None for an open course that they have not started; `edition_id` is the one they
    work in or would start with; `certificate` is the number of the current one; `news` the step
    on which a trainer said something that the reader has not seen.
    """

    slug: str
    edition_id: int
    certificate: str | None = None
    news: str | None = None
    cycle: OwnCycle | None = None


class Written(NamedTuple):
    """What was written on one step; `number` counts its savings.

    `shared_at` is None while only its writer may read it; `news` counts the comments that the
    writer has not seen.
    """

    id: int
    step: str
    number: int
    value: Any
    saved_at: datetime
    shared_at: datetime | None
    news: int


class Logged(NamedTuple):
    """What was written on one step, with where: its cycle, edition and course's title."""

    cycle_id: int
    edition_id: int
    course: str
    step: str
    value: Any
    saved_at: datetime
    shared_at: datetime | None


class Tried(NamedTuple):
    """One try at a quiz; `due_at` is when its time is up, None = never.

    `finished_at` is None while it is open; what follows, also until everything is marked.
    """

    id: int
    cycle_id: int
    step: str
    number: int
    layout: Mapping[str, Any]
    is_practice: bool
    due_at: datetime | None
    finished_at: datetime | None
    score: Decimal | None
    out_of: Decimal | None
    passed: bool | None


class Marked(NamedTuple):
    """How a trainer marked an answer: points for each line of the rubric, and a note."""

    question: str
    points: list[int]
    note: str


class Given(NamedTuple):
    """The answer to one question of a try; `checked_at` is None until it was locked.

    `mark` is None until then, and while a trainer has still to mark it. `history` holds the
    answers of wrong tries before this one; `certainty` is how sure the person was.
    """

    question: str
    number: int
    value: Any
    saved_at: datetime
    checked_at: datetime | None
    mark: Decimal | None
    worth: Decimal
    certainty: int | None
    history: list[Any] | None
