"""Where everything stands on the picture of a map; layout.js works it out in the same way.

Lengths are in units of the picture, from its middle; angles in degrees from the right, clockwise.
"""

from collections.abc import Iterable, Iterator, Sequence
from math import cos, hypot, radians, sin
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
LETTER, LINE, LONGEST = 8.2, 18, 14
DOWN = 90
"""Straight down stand the names of the circles."""

MANY = 40
"""From so many on, places are dealt out instead of searched."""

DEALT = 137


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


class Spot(NamedTuple):
    """Something in the picture; `lines` is its name, () where only the list has room for it.

    `dx` and `dy` are where the first line goes from the mark, `anchor` which end of it.
    """

    item: Item
    number: int
    x: float
    y: float
    lines: tuple[str, ...] = ()
    dx: int = 0
    dy: int = 0
    anchor: str = "middle"


def point(far: float, angle: float) -> tuple[float, float]:
    """The point so far out in that direction."""
    return far * cos(radians(angle)), far * sin(radians(angle))


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


def drawn(items: Sequence[Item], gone: Sequence[Item] = ()) -> list[Spot]:
    """Everything that has a name, a kind and a circle; last what is `gone` since earlier."""
    numbered = [(number, item) for number, item in enumerate(with_angles(items), 1)]
    numbered += [(0, item) for item in with_angles(gone)]
    spots: list[Spot] = []
    for number, item in numbered:
        if item.name and item.kind and item.circle:
            spots.append(Spot(item, number, *_free(item, spots)))
    return _labelled(spots)


def _free(item: Item, spots: Sequence[Spot]) -> tuple[float, float]:
    """The nearest place to where it was put, within its circle, that hides no other mark."""
    places = [
        point(far, (item.angle or 0) + turn) for turn in TURNS for far in TRACKS[item.circle]
    ]
    free = (at for at in places if all(_is_apart(at, one) for one in spots))
    x, y = next(free, places[0])
    return round(x, 1), round(y, 1)


def _is_apart(at: tuple[float, float], spot: Spot) -> bool:
    return hypot(at[0] - spot.x, at[1] - spot.y) >= APART


def _labelled(spots: list[Spot]) -> list[Spot]:
    """With their names wherever these hide nothing."""
    taken = [Box(spot.x, spot.y, MARK, MARK) for spot in spots]
    taken += [Box(0, edge, 32, 9) for edge in EDGES.values()] + [Box(0, 0, CENTRE, CENTRE)]
    found = []
    for spot in spots:
        labels = ((one, label_box(one)) for one in _labels(spot))
        free = (pair for pair in labels if _fits(pair[1], taken))
        labelled, box = next(free, (spot, None))
        if box:
            taken.append(box)
        found.append(labelled)
    return found


def _fits(box: Box, taken: Iterable[Box]) -> bool:
    is_inside = abs(box.x) + box.wide <= WIDE and abs(box.y) + box.high <= HIGH
    return is_inside and not any(box.hits(one) for one in taken)


def _labels(spot: Spot) -> Iterator[Spot]:
    """The ways to write its name: outwards, inwards, to the right, to the left."""
    lines = lines_of(spot.item.name)
    more = LINE * (len(lines) - 1)
    above, below = -MARK - 7 - more, MARK + 17
    side = 5 - more // 2
    ways = [(0, above, "middle"), (0, below, "middle")]
    ways = ways if spot.y < 0 else ways[::-1]
    for dx, dy, anchor in [*ways, (MARK + 6, side, "start"), (-MARK - 6, side, "end")]:
        yield spot._replace(lines=lines, dx=dx, dy=dy, anchor=anchor)


def label_box(spot: Spot) -> Box:
    """What the name takes."""
    half = max(map(len, spot.lines)) * LETTER / 2
    shift = {"middle": 0, "start": half, "end": -half}[spot.anchor]
    high = LINE * len(spot.lines) / 2
    return Box(spot.x + spot.dx + shift, spot.y + spot.dy - 14 + high, half, high)


def lines_of(name: str) -> tuple[str, ...]:
    """A name on one line or two; what is longer ends with dots."""
    if len(name) <= LONGEST:
        return (name,)
    cut = name.rfind(" ", 0, LONGEST + 1)
    cut = cut if cut > 0 else LONGEST
    first, rest = name[:cut].rstrip(), name[cut:].strip()
    return first, rest if len(rest) <= LONGEST else rest[: LONGEST - 1].rstrip() + "…"
