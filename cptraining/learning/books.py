"""What is printed of a whole edition, the same for everybody: the handbook and the guide."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Lock

from flask import current_app
from flask_babel import get_locale

from cptraining import press
from cptraining.courses import queries as courses
from cptraining.learning import handbook as book
from cptraining.press import sheets
from cptraining.rules.guide import Guide
from cptraining.rules.refusal import NotFound

GUIDE = Path(__file__).parent / "guide.typ"
MOST_KEPT = 8
"""A long handbook has one or two megabytes."""

Key = tuple[str, int, str]


@dataclass
class Printed:
    """The papers that this process printed last, since an edition never changes.

    `pages` says of each edition how long its handbook is about.
    """

    papers: dict[Key, bytes] = field(default_factory=dict)
    pages: dict[int, int] = field(default_factory=dict)
    _turn: Lock = field(default_factory=Lock)

    def paper(self, key: Key, make: Callable[[], bytes]) -> bytes:
        """The paper that was kept, or that is made now; it is not made twice at once."""
        if key not in self.papers:
            with self._turn:
                if key not in self.papers:
                    self._keep(key, make())
        return self.papers[key]

    def _keep(self, key: Key, paper: bytes) -> None:
        self.papers = dict([*self.papers.items(), (key, paper)][-MOST_KEPT:])


def handbook(edition_id: int) -> bytes:
    """Everything to read in an edition and all its work sheets, as a tagged PDF."""
    outline = courses.outline(edition_id)
    at = courses.published_at(edition_id)
    return _printed("handbook", edition_id, lambda: book.pdf(outline, at))


def pages(edition_id: int) -> int:
    """About how many pages the handbook of an edition has."""
    known = _kept().pages
    if edition_id not in known:
        known[edition_id] = book.pages(courses.outline(edition_id))
    return known[edition_id]


def guide(edition_id: int) -> bytes:
    """The guide for the person that a learner supports, as a tagged PDF of two pages.

    Raises NotFound when the course has none.
    """
    found = courses.outline(edition_id).guide
    if found is None:
        raise NotFound
    at = courses.published_at(edition_id)
    return _printed("guide", edition_id, lambda: _guide(found, at))


def _guide(guide: Guide, at: datetime) -> bytes:
    return press.pdf(GUIDE, sheets.framed(GUIDE, content=asdict(guide)), at)


def _printed(what: str, edition_id: int, make: Callable[[], bytes]) -> bytes:
    return _kept().paper((what, edition_id, str(get_locale())), make)


def _kept() -> Printed:
    kept: Printed = current_app.extensions.setdefault("cptraining.printed", Printed())
    return kept
