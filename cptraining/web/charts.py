"""Bars as SVG, drawn here so that they print and need no script; a table says the same beside."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

WIDTH, HEIGHT = 340, 176
LEFT, TOP, BOTTOM = 38, 18, 38
GAP = 0.28
LINES = 4


class Bar(NamedTuple):
    """One bar: `height` from 0 to 1, `value` above it, and a `label` of one or two lines."""

    label: str
    height: float
    value: str


@dataclass(frozen=True)
class Axis:
    """What the highest line says, and where a dashed line is drawn; None = nowhere."""

    top: str
    level: float | None = None


def bars(found: Sequence[Bar], axis: Axis, *, title: str) -> Markup:
    """A chart of upright bars; `title` is what somebody hears who does not see it."""
    step = (WIDTH - LEFT) / max(len(found), 1)
    shapes = [_grid(n / LINES) for n in range(LINES + 1)]
    shapes += [_bar(one, LEFT + place * step, step) for place, one in enumerate(found)]
    if axis.level is not None:
        y = _y(axis.level)
        shapes.append(f'<path class="app-chart__level" d="M{LEFT} {y:g}H{WIDTH}"/>')
    ends = _text("app-chart__end", (LEFT - 5, _y(1) + 4), axis.top)
    ends += _text("app-chart__end", (LEFT - 5, _y(0) + 4), "0")
    head = Markup('<svg class="app-chart" viewBox="0 0 {} {}" role="img" aria-label="{}">')
    drawn = Markup("".join(shapes))  # noqa: S704 -- numbers, and texts that were escaped
    return head.format(WIDTH, HEIGHT, title) + drawn + ends + Markup("</svg>")


def small(heights: Sequence[float]) -> Markup:
    """The same bars beside words, without any of their own."""
    drawn = "".join(
        f'<path d="M{3 + 12 * place} 24v{-max(22 * height, 0.8):.3g}h9V24z"/>'
        for place, height in enumerate(heights)
    )
    width = 3 + 12 * len(heights)
    return Markup(  # noqa: S704 -- numbers only
        f'<svg class="app-bars" viewBox="0 0 {width} 25" aria-hidden="true" focusable="false">'
        f'<path class="app-bars__ground" d="M0 24.5H{width}"/>{drawn}</svg>'
    )


def _bar(one: Bar, x: float, step: float) -> str:
    left, middle, width = x + step * GAP / 2, x + step / 2, step * (1 - GAP)
    top, ground = _y(one.height), _y(0)
    value = _text("app-chart__value", (middle, top - 4), one.value)
    lines = enumerate(one.label.split("\n"))
    labels = (_text("app-chart__label", (middle, ground + 15 + 14 * n), line) for n, line in lines)
    return (
        f'<path class="app-chart__bar" d="M{left:.4g} {ground:g}V{top:.4g}h{width:.4g}V{ground:g}z'
        f'"/>{value}{"".join(labels)}'
    )


def _grid(height: float) -> str:
    return f'<path class="app-chart__grid" d="M{LEFT} {_y(height):g}H{WIDTH}"/>'


def _text(name: str, at: tuple[float, float], words: str) -> Markup:
    return Markup('<text class="{}" x="{:.4g}" y="{:.4g}">{}</text>').format(name, *at, words)


def _y(height: float) -> float:
    """Where a height is, counted from the top."""
    whole = HEIGHT - TOP - BOTTOM
    return TOP + whole * (1 - min(max(height, 0), 1))
