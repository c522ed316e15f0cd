"""What is printed of a whole edition, the same for everybody: the handbook and the guide."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from threading import Lock

from flask import current_app
from flask_babel import get_locale

from cptraining import press
from cptraining.courses import queries as courses
from cptraining.learning import handbook as book
from cptraining.press import sheets
from cptraining.rules.refusal import NotFound

GUIDE = Path(__file__).parent / "guide.typ"
MOST_KEPT = 8
"""A long handbook has one or two megabytes."""

Key = tuple[int, str]


@dataclass
class Printed:
    """The handbooks that this process got last, by edition and language: they never change.

    `pages` says of each edition about how many pages it has.
    """

    handbooks: dict[Key, bytes] = field(default_factory=dict)
    pages: dict[int, int] = field(default_factory=dict)
    _turn: Lock = field(default_factory=Lock)

    def handbook(self, key: Key, make: Callable[[], bytes]) -> bytes:
        """The one that was kept, or that is made now; it is not made twice at once."""
        found = self.handbooks.get(key)
        if found is None:
            with self._turn:
                found = self.handbooks.get(key) or self._kept(key, make())
        return found

    def _kept(self, key: Key, made: bytes) -> bytes:
        self.handbooks = dict([*self.handbooks.items(), (key, made)][-MOST_KEPT:])
        return made


def handbook(edition_id: int) -> bytes:
    """Everything to read in an edition and all its work sheets, as a tagged PDF."""
    outline, at = courses.outline(edition_id), courses.published_at(edition_id)
    key = edition_id, str(get_locale())
    return _printed().handbook(key, lambda: book.pdf(outline, at))


def pages(edition_id: int) -> int:
    """About how many pages the handbook of an edition has."""
    known = _printed().pages
    if edition_id not in known:
        known[edition_id] = book.pages(courses.outline(edition_id))
    return known[edition_id]


def guide(edition_id: int) -> bytes:
    """The guide for the person that a learner supports, as a tagged PDF of two pages.

    It takes milliseconds. Raises NotFound when the course has none.
    """
    found = courses.outline(edition_id).guide
    if found is None:
        raise NotFound
    data = sheets.framed(GUIDE, content=asdict(found))
    return press.pdf(GUIDE, data, courses.published_at(edition_id))


def _printed() -> Printed:
    printed: Printed = current_app.extensions.setdefault("cptraining.printed", Printed())
    return printed
