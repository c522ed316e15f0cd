"""Where the entries of an asset map stand: rings around home, the nearest inside.

step.js places them in the same way while somebody writes.
"""

from collections.abc import Mapping, Sequence
from math import ceil, cos, radians, sin
from typing import Any, NamedTuple

REACH = 252
"""How far out the last ring goes; the picture is a little more than twice as wide."""

HOME = 36
"""The room that home takes in the middle."""

OPEN = 300
"""The degrees that entries may stand on; below stand the names of the rings."""

SHIFTS = (0.5, 0.32, 0.68)
"""Where in its share of a ring an entry stands, so that rings do not line up."""

MOST_LANES = 3
SPREAD = 0.8
"""How much of a ring's depth is used when entries stand in lanes."""

MARK = 16
LETTER = 7.9
TALL = 17
LONGEST = 18


class Placed(NamedTuple):
    """An entry in the picture; its label is "" where there is no room for it."""

    number: int
    name: str
    sort: str
    has_been: bool
    x: float
    y: float
    label: str


class Box(NamedTuple):
    """What is taken: the middle of it, and how far it goes to each side."""

    x: float
    y: float
    wide: float
    high: float

    def hits(self, other: "Box") -> bool:
        """Whether two boxes lie over each other."""
        return (
            abs(self.x - other.x) < self.wide + other.wide
            and abs(self.y - other.y) < self.high + other.high
        )


def edges(count: int) -> list[float]:
    """How far out each of so many rings goes."""
    return [HOME + (REACH - HOME) * place / count for place in range(1, count + 1)]


def placed(items: Sequence[Mapping[str, Any]], rings: Sequence[str]) -> list[Placed]:
    """The entries that have a ring, ring by ring from the inside."""
    numbered = list(enumerate(items, 1))
    band = (REACH - HOME) / len(rings)
    found = []
    for place, (ring, edge) in enumerate(zip(rings, edges(len(rings)), strict=True)):
        here = [(number, item) for number, item in numbered if item.get("ring") == ring]
        lanes = _lanes(len(here), edge - band / 2)
        for at, (number, item) in enumerate(here):
            turn = radians(90 + (360 - OPEN) / 2 + OPEN * (at + SHIFTS[place % 3]) / len(here))
            far = edge - band / 2 + band * SPREAD * ((at % lanes) - (lanes - 1) / 2) / lanes
            found.append(_entry(number, item, far * cos(turn), far * sin(turn)))
    return _labelled(found, len(rings))


def _lanes(count: int, far: float) -> int:
    """How many deep the entries of a ring stand: one, unless they are too many side by side."""
    return max(1, min(MOST_LANES, ceil(count * 2 * MARK / (radians(OPEN) * far))))


def _entry(number: int, item: Mapping[str, Any], x: float, y: float) -> Placed:
    name = str(item.get("name", ""))
    sort, has_been = str(item.get("sort", "")), item.get("been") is True
    return Placed(number, name, sort, has_been, round(x, 1), round(y, 1), "")


def _labelled(entries: list[Placed], rings: int) -> list[Placed]:
    """With their names wherever these hide no other mark or name."""
    taken = [Box(one.x, one.y, MARK, MARK) for one in entries]
    taken += [Box(0, edge, 70, 9) for edge in edges(rings)] + [Box(0, 0, HOME, 20)]
    shown = []
    for one in entries:
        label = one.name if len(one.name) <= LONGEST else one.name[: LONGEST - 1].rstrip() + "…"
        box = Box(one.x, one.y + MARK + TALL / 2, len(label) * LETTER / 2, TALL / 2)
        is_free = abs(box.x) + box.wide <= REACH and not any(box.hits(each) for each in taken)
        if is_free:
            taken.append(box)
        shown.append(one._replace(label=label if is_free else ""))
    return shown
