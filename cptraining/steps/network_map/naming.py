"""Where names and ties go on the picture of a map, so that no name is hidden; see naming.js.

Lengths are in units of the picture, from its middle.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from cptraining.steps.network_map.drawing import (
    CENTRE,
    EDGES,
    HIGH,
    MANY,
    MARK,
    WIDE,
    Near,
    Spot,
    placed,
)
from cptraining.steps.network_map.items import Item, ties

LETTER, LINE, LONGEST = 8.2, 18, 14
"""How wide a letter is taken to be, how high a line, how many letters fit on one."""

BENDS = (0.18, -0.18, 0.36, -0.36, 0.54, -0.54)
"""How far a tie may bend away from the straight threads, as a part of its length."""

PIECES = 8
"""A tie is looked at as so many straight pieces."""


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

    def is_crossed(self, piece: "Piece") -> bool:
        """Whether a straight line runs through it."""
        x, y, to_x, to_y = piece.x - self.x, piece.y - self.y, abs(piece.to_x), abs(piece.to_y)
        return (
            abs(x) < self.wide + to_x
            and abs(y) < self.high + to_y
            and abs(x * piece.to_y - y * piece.to_x) < self.wide * to_y + self.high * to_x
        )


class Piece(NamedTuple):
    """A straight line: the middle of it, and how far from there to one end."""

    x: float
    y: float
    to_x: float
    to_y: float


FIXED = [*(Box(0, edge, 32, 9) for edge in EDGES.values()), Box(0, 0, CENTRE, CENTRE)]
"""The names of the circles, and who is in the middle."""


def labelled(spots: Sequence[Spot], pairs: Iterable[tuple[str, str]]) -> list[Spot]:
    """With their names wherever these hide nothing, and off threads and ties if they can be."""
    near = Near()
    for spot in spots:
        near.add(spot.x, spot.y)
    lines = list(_lines(spots, pairs)) if len(spots) <= MANY else []
    taken = list(FIXED)
    found = []
    for spot in spots:
        ways = [(one, label_box(one)) for one in _labels(spot)]
        free = [pair for pair in ways if _fits(pair[1], taken, near)]
        best = min(free, key=lambda pair: sum(map(pair[1].is_crossed, lines)), default=None)
        if best:
            taken.append(best[1])
        found.append(best[0] if best else spot)
    return found


def _lines(spots: Sequence[Spot], pairs: Iterable[tuple[str, str]]) -> Iterator[Piece]:
    """The lines from the middle, and the ties if they bend least."""
    by_id = {spot.item.id: spot for spot in spots if spot.number}
    for spot in by_id.values():
        yield Piece(spot.x / 2, spot.y / 2, spot.x / 2, spot.y / 2)
    for one, other in pairs:
        if one in by_id and other in by_id:
            yield from Tie(by_id[one], by_id[other], BENDS[0]).pieces()


def _fits(box: Box, taken: Iterable[Box], near: Near) -> bool:
    x, y, wide, high = box
    if abs(x) + wide > WIDE or abs(y) + high > HIGH or any(box.hits(one) for one in taken):
        return False
    wide, high = wide + MARK, high + MARK
    marks = near.within(x, y, wide, high)
    return not any(abs(x - ox) < wide and abs(y - oy) < high for ox, oy in marks)


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


class Tie(NamedTuple):
    """Two that know each other, and how far the line between them bends."""

    one: Spot
    other: Spot
    bend: float

    @property
    def control(self) -> tuple[float, float]:
        """Where the curve is pulled to."""
        (_, _, ax, ay, *_), (_, _, bx, by, *_) = self.one, self.other
        return (ax + bx) / 2 - (by - ay) * self.bend, (ay + by) / 2 + (bx - ax) * self.bend

    @property
    def around(self) -> Box:
        """A box that the curve does not leave."""
        (_, _, ax, ay, *_), (_, _, bx, by, *_), (cx, cy) = self.one, self.other, self.control
        left, right = min(ax, bx, cx), max(ax, bx, cx)
        top, bottom = min(ay, by, cy), max(ay, by, cy)
        return Box((left + right) / 2, (top + bottom) / 2, (right - left) / 2, (bottom - top) / 2)

    def pieces(self) -> Iterator[Piece]:
        """The curve as straight lines."""
        (x, y), (cx, cy) = (self.one.x, self.one.y), self.control
        for step in range(1, PIECES + 1):
            t = step / PIECES
            a, b, c = (1 - t) * (1 - t), 2 * t * (1 - t), t * t
            to_x = a * self.one.x + b * cx + c * self.other.x
            to_y = a * self.one.y + b * cy + c * self.other.y
            yield Piece((x + to_x) / 2, (y + to_y) / 2, (to_x - x) / 2, (to_y - y) / 2)
            x, y = to_x, to_y


def tied(pairs: Iterable[tuple[str, str]], spots: Sequence[Spot]) -> list[Tie]:
    """The ties between those that are drawn, off the names if they can be."""
    by_id = {spot.item.id: spot for spot in spots if spot.number}
    names = FIXED + [label_box(spot) for spot in spots if spot.lines]
    marks = [(spot, Box(spot.x, spot.y, MARK, MARK)) for spot in spots if len(spots) <= MANY]
    found = []
    for one, other in pairs:
        if one in by_id and other in by_id:
            ends = by_id[one], by_id[other]
            found.append(_tie(*ends, names + [box for spot, box in marks if spot not in ends]))
    return found


def _tie(one: Spot, other: Spot, taken: Sequence[Box]) -> Tie:
    """The one that runs through the fewest things; the less bent of those."""
    best, fewest = Tie(one, other, BENDS[0]), len(taken) + 1
    for bend in BENDS:
        tie = Tie(one, other, bend)
        pieces, around = list(tie.pieces()), tie.around
        near = (box for box in taken if box.hits(around))
        crossed = sum(any(map(box.is_crossed, pieces)) for box in near)
        if crossed < fewest:
            best, fewest = tie, crossed
        if not fewest:
            break
    return best


def drawn(items: Sequence[Item], gone: Sequence[Item] = ()) -> list[Spot]:
    """Everything that has a name, a kind and a circle; last what is `gone` since earlier."""
    return labelled(placed(items, gone), ties(items))
