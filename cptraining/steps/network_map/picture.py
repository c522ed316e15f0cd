"""The marks, threads and ties of a map as SVG; picture.js draws the same while they are moved.

Written for speed: in Jinja a full map would take longer than all the rest of its page.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from math import atan2, degrees, hypot
from typing import NamedTuple

from markupsafe import Markup, escape

from cptraining.steps.network_map.drawing import Spot
from cptraining.steps.network_map.items import Item
from cptraining.steps.network_map.items import ties as pairs
from cptraining.steps.network_map.naming import LINE, Tie, drawn, tied
from cptraining.steps.network_map.reading import lost, new

SHAPES: Mapping[str, str] = {
    "person": "M-15 0a15 15 0 1 0 30 0a15 15 0 1 0-30 0Z",
    "place": "M-11-14H11Q14-14 14-11V11Q14 14 11 14H-11Q-14 14-14 11V-11Q-14-14-11-14Z",
    "activity": "M0-18L18 13H-18Z",
}
SIGNS: Mapping[str, str] = {"gives": "M-5 0H5M0-5V5", "neutral": "", "drains": "M-5 0H5"}
ARROW = "M0 0L-11-6V6Z"
BEFORE_MARK, BEFORE_ARROW = 27, 34
"""Where plus and minus stand on a thread."""

TIP = 16
"""How far before the middle of a mark an arrow ends."""


class Picture(NamedTuple):
    """What is drawn on the circles: the lines from the middle, the ties, and the marks.

    A crowded one has names that stand in the list only, so that the marks need their numbers.
    """

    threads: Markup
    ties: Markup
    marks: Markup
    is_crowded: bool


@lru_cache(maxsize=128)
def picture(items: tuple[Item, ...], before: tuple[Item, ...]) -> Picture:
    """A map, with what is new and what is gone since an earlier one; the same is drawn once."""
    spots = drawn(items, lost(before, items))
    added = new(before, items)
    return Picture(
        _joined(_thread(spot) for spot in spots if spot.number),
        _joined(map(_tie, tied(pairs(items), spots))),
        _joined(_mark(spot, is_new=spot.item.id in added) for spot in spots),
        not all(spot.lines for spot in spots),
    )


def _joined(shapes: Iterable[str]) -> Markup:
    return Markup("".join(shapes))  # noqa: S704 -- numbers, our own words and escaped names


def _thread(spot: Spot) -> str:
    item, x, y = spot.item, spot.x, spot.y
    far = hypot(x, y)
    paid = " is-paid" if item.paid else ""
    sign = arrow = ""
    if SIGNS[item.effect]:
        near = (far - (BEFORE_ARROW if item.gets else BEFORE_MARK)) / far
        sign = (
            f'<g transform="translate({x * near:.1f} {y * near:.1f})"><circle r="8"/>'
            f'<path d="{SIGNS[item.effect]}"/></g>'
        )
    if item.gets:
        near, turned = (far - TIP) / far, degrees(atan2(y, x))
        at = f"translate({x * near:.1f} {y * near:.1f}) rotate({turned:.0f})"
        arrow = f'<path class="app-map__arrow" transform="{at}" d="{ARROW}"/>'
    return (
        f'<g class="app-map__thread app-map__thread--{item.effect}{paid}">'
        f'<path d="M0 0L{x:g} {y:g}"/>{sign}{arrow}</g>'
    )


def _tie(tie: Tie) -> str:
    (one, other), (x, y) = (tie.one, tie.other), tie.control
    paid = " is-paid" if one.item.paid or other.item.paid else ""
    line = f"M{one.x:g} {one.y:g}Q{x:.1f} {y:.1f} {other.x:g} {other.y:g}"
    return f'<path class="app-map__tie{paid}" d="{line}"/>'


def _mark(spot: Spot, *, is_new: bool) -> str:
    item = spot.item
    state = f"{' is-paid' if item.paid else ''}{' is-new' if is_new else ''}"
    state += "" if spot.number else " is-gone"
    number = f'<text class="app-map__number" y="5">{spot.number}</text>' if spot.number else ""
    paid = '<g class="app-map__paid"><circle r="9"/><text y="5">P</text></g>' if item.paid else ""
    return (
        f'<g class="app-map__item app-map__item--{item.kind}{state}"'
        f' transform="translate({spot.x:g} {spot.y:g})">'
        f'<path class="app-map__shape" d="{SHAPES[item.kind]}"/>{number}{paid}{_label(spot)}</g>'
    )


def _label(spot: Spot) -> str:
    if not spot.lines:
        return ""
    lines = "".join(
        f'<tspan x="{spot.dx}" y="{spot.dy + LINE * place}">{escape(line)}</tspan>'
        for place, line in enumerate(spot.lines)
    )
    return f'<text class="app-map__label" text-anchor="{spot.anchor}">{lines}</text>'
