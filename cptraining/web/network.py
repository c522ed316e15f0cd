"""Progress as a picture: a network that grows with every finished module.

Modules sit on rings, one ring for each part of the course, around the learner in the middle.
A line joins two modules once both are done. The words beside it on the page say the same.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import cos, hypot, radians, sin

from markupsafe import Markup

RADII = {1: (78.0,), 2: (46.0, 84.0), 3: (36.0, 63.0, 90.0)}
INNERMOST, OUTERMOST = 30.0, 90.0
"""Between these lie the rings of a course of more parts."""

FINISHED = {"complete", "exempt"}
BEGUN = {"in_progress", "failed"}
YOU = -1


@dataclass(frozen=True)
class Point:
    """Where a module sits: its ring and its place, with the learner at (0, 0)."""

    ring: int
    x: float
    y: float

    def far_from(self, other: "Point") -> float:
        """The distance between two points, in units of the picture."""
        return hypot(self.x - other.x, self.y - other.y)


CENTRE = Point(ring=YOU, x=0, y=0)


@lru_cache(maxsize=256)
def network(
    states: tuple[str, ...],
    parts: tuple[int, ...],
    *,
    classes: str = "",
    new: int | None = None,
    radius: float = 6.5,
) -> Markup:
    """The picture as SVG; the same one is drawn once.

    `states` holds one state per module, in course order; `parts` how many modules each of the
    parts has; `new` is the module just finished, whose lines are drawn as one
    watches.
    """
    points = _places(parts)
    picture = _Picture(points, [_look(state) for state in states], new, radius)
    shapes = [f'<circle class="app-net__ring" r="{r:g}"/>' for r in _radii(len(parts))]
    shapes += [picture.line(start, end) for start, end in _ties(points)]
    shapes += [picture.point(place) for place in range(len(points))]
    shapes.append(f'<circle class="app-net__you" r="{radius + 3.5:g}"/>')
    head = Markup(
        '<svg class="app-net {}" viewBox="-104 -104 208 208" aria-hidden="true" focusable="false">'
    )
    return head.format(classes) + Markup("".join(shapes) + "</svg>")  # noqa: S704 -- numbers only


@dataclass(frozen=True)
class _Picture:
    """What is drawn at each place, and how."""

    points: Sequence[Point]
    looks: Sequence[str]
    new: int | None
    radius: float

    def line(self, start: int, end: int) -> str:
        """The line between two modules; nothing until both are done or one is under way."""
        looks = {"done" if place == YOU else self.looks[place] for place in (start, end)}
        if looks not in ({"done"}, {"done", "now"}):
            return ""
        a, b = (CENTRE if place == YOU else self.points[place] for place in (start, end))
        extra, length = "", ""
        if "now" in looks:
            extra = " app-net__line--now"
        elif self.new in {start, end}:
            extra, length = " app-net__line--new", ' pathLength="1"'
        return f'<path class="app-net__line{extra}"{length} d="M{a.x:g} {a.y:g}L{b.x:g} {b.y:g}"/>'

    def point(self, place: int) -> str:
        """One module: a ring, a filled point when done, a halo when it is under way."""
        at = f'cx="{self.points[place].x:g}" cy="{self.points[place].y:g}"'
        look = self.looks[place]
        extra = " app-net__node--new" if self.new == place else ""
        halo = f'<circle class="app-net__halo" {at} r="{self.radius + 5:g}"/>'
        node = f'class="app-net__node app-net__node--{look}{extra}" {at} r="{self.radius:g}"'
        return f"{halo if look == 'now' else ''}<circle {node}/>"


def _look(state: str) -> str:
    if state in FINISHED:
        return "done"
    return "now" if state in BEGUN else "todo"


def _radii(count: int) -> tuple[float, ...]:
    """How far out each ring is."""
    apart = (OUTERMOST - INNERMOST) / max(count - 1, 1)
    return RADII.get(count) or tuple(INNERMOST + apart * ring for ring in range(count))


def _places(parts: tuple[int, ...]) -> list[Point]:
    """One point per module; small steps out of line keep the rings from looking like dials."""
    radii = _radii(len(parts))
    return [
        _place(ring, number, count, radii[ring])
        for ring, count in enumerate(parts)
        for number in range(count)
    ]


def _place(ring: int, number: int, count: int, radius: float) -> Point:
    wobble = 28 / count * ((number * 5 + ring * 3) % 4 - 1.5)
    angle = radians(-72 + 34 * ring + number * 360 / count + wobble)
    away = radius + 2.5 * ((number + ring) % 3 - 1)
    return Point(ring, round(away * cos(angle), 1), round(away * sin(angle), 1))


def _ties(points: Sequence[Point]) -> Iterator[tuple[int, int]]:
    """Pairs of places that get joined: each to its nearest further in, and to its neighbours."""
    for place, point in enumerate(points):
        inner = [n for n, other in enumerate(points) if other.ring == point.ring - 1]
        near = sorted(inner, key=lambda n: points[n].far_from(point))
        yield (near[0] if near else YOU), place
        if len(near) > 1 and place % 2:
            yield near[1], place
    yield from (
        (a, b) for a, b in pairwise(range(len(points))) if points[a].ring == points[b].ring
    )
