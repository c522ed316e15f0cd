"""Where everything stands on the picture of a map; layout.js works it out in the same way.

Lengths are in units of the picture, from its middle; angles in degrees from the right, clockwise.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from math import cos, radians
from typing import NamedTuple

from cptraining.steps.network_map.items import Item

CENTRE = 38
EDGES = {"close": 126, "middle": 213, "outer": 300}
TRACKS = {"close": (88, 62, 110), "middle": (170, 146, 194), "outer": (256, 232, 281)}
"""How far out things stand on each circle: the first track as long as there is room."""

MARK = 15
APART = 2 * MARK + 2
TURNS = (0, *(way * by for by in range(6, 66, 6) for way in (1, -1)))
"""How far a mark may be nudged round from where it was put, so that it hides no other."""

WIDE, HIGH = 336, 318
DOWN = 90
"""Straight down stand the names of the circles."""

MANY = 40
"""From so many on, places are dealt out instead of searched."""

DEALT = 137
COS = [cos(radians(angle)) for angle in range(360)]


class Spot(NamedTuple):
    """Something in the picture; `lines` is its name, () where only the list has room for it.

    `number` is that in the list, 0 = it is gone since the earlier map. `dx` and `dy` are where
    the first line of the name goes from the mark, `anchor` which end of it.
    """

    item: Item
    number: int
    x: float
    y: float
    lines: tuple[str, ...] = ()
    dx: int = 0
    dy: int = 0
    anchor: str = "middle"


class Near:
    """Marks by where they stand: what is far away need not be looked at."""

    def __init__(self) -> None:
        self._cells: dict[tuple[float, float], list[tuple[float, float]]] = defaultdict(list)

    def add(self, x: float, y: float) -> None:
        """A mark in the middle of this place."""
        self._cells[x // APART, y // APART].append((x, y))

    def within(
        self, x: float, y: float, wide: float, high: float
    ) -> Iterator[tuple[float, float]]:
        """At least those whose middle is less than so far to each side."""
        for column in range(int((x - wide) // APART), int((x + wide) // APART) + 1):
            for row in range(int((y - high) // APART), int((y + high) // APART) + 1):
                yield from self._cells.get((column, row), ())


def point(far: float, angle: int) -> tuple[float, float]:
    """The point so far out in that direction."""
    return far * COS[angle % 360], far * COS[(angle - 90) % 360]


def with_angles(items: Sequence[Item]) -> list[Item]:
    """The same with an angle each: what has none yet is put where there is most room."""
    placed = [item for item in items if item.circle and item.angle is not None]
    found = []
    for item in items:
        if item.circle and item.angle is None:
            item = item._replace(angle=_roomiest(item, placed))  # noqa: PLW2901  # the placed one
            placed.append(item)
        found.append(item)
    return found


def _roomiest(item: Item, placed: Sequence[Item]) -> int:
    if len(placed) >= MANY:
        return DEALT * len(placed) % 360
    others = [(one.angle or 0, *_middle(one.circle, one.angle or 0)) for one in placed]
    return max(((270 + 10 * step) % 360 for step in range(36)), key=lambda angle: _room(
        angle, _middle(item.circle, angle), others
    ))  # fmt: skip


def _room(
    angle: int, at: tuple[float, float], others: Iterable[tuple[int, float, float]]
) -> float:
    """How free a place is: threads should not run into each other, and names are wide."""
    x, y = at
    apart, far = _between(angle, DOWN), float(WIDE)
    for other, ox, oy in others:
        apart = min(apart, _between(angle, other))
        far = min(far, max(abs(x - ox) / 2, abs(y - oy)))
    return round(min(3 * apart, far) + far / 8, 3)


def _middle(circle: str, angle: int) -> tuple[float, float]:
    return point(TRACKS[circle][0], angle)


def _between(one: int, other: int) -> int:
    return abs((one - other + 180) % 360 - 180)


def placed(items: Sequence[Item], gone: Sequence[Item] = ()) -> list[Spot]:
    """Everything that has a name, a kind and a circle; last what is `gone` since earlier."""
    numbered = [(number, item) for number, item in enumerate(with_angles(items), 1)]
    numbered += [(0, item) for item in with_angles(gone)]
    spots, near = [], Near()
    for number, item in numbered:
        if item.name and item.kind and item.circle:
            x, y = _free(item, near)
            near.add(x, y)
            spots.append(Spot(item, number, x, y))
    return spots


def _free(item: Item, near: Near) -> tuple[float, float]:
    """The nearest place to where it was put, within its circle, that hides no other mark."""
    angle = item.angle or 0
    places = (point(far, angle + turn) for turn in TURNS for far in TRACKS[item.circle])
    x, y = next((at for at in places if _is_free(*at, near)), _middle(item.circle, angle))
    return round(x, 1) + 0.0, round(y, 1) + 0.0  # so that none is -0


def _is_free(x: float, y: float, near: Near) -> bool:
    return all(
        (x - ox) ** 2 + (y - oy) ** 2 >= APART * APART
        for ox, oy in near.within(x, y, APART, APART)
    )
