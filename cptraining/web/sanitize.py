"""The only place that decides which HTML and SVG may be shown unescaped."""

import re

import bleach

_PROTOCOLS = ("https", "http", "mailto")

_LINE = {"a", "abbr", "br", "code", "em", "strong", "sub", "sup"}
_BLOCK = _LINE | {
    *("blockquote", "dd", "dl", "dt", "h2", "h3", "h4", "hr", "li", "ol", "p", "pre", "ul"),
    *("table", "tbody", "td", "th", "thead", "tr"),
}
_ATTRIBUTES = {"a": ["href", "title"], "abbr": ["title"], "ol": ["start"]}

_SHAPES = {"svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text"}
_GEOMETRY = [
    *("viewBox", "d", "x", "y", "x1", "x2", "y1", "y2", "cx", "cy", "r", "rx", "ry", "points"),
    *("width", "height", "transform", "fill", "fill-opacity", "stroke", "stroke-width", "opacity"),
    *("stroke-linecap", "stroke-linejoin", "stroke-dasharray", "font-size", "text-anchor"),
]

_NAMED = re.compile(r"(?:who|part)-[a-z0-9-]{1,60}")


def clean(html: str) -> str:
    """Paragraphs, lists, tables and links; everything else is dropped."""
    return _clean(html, _BLOCK)


def clean_line(html: str) -> str:
    """Emphasis and links inside one line; everything else is dropped."""
    return _clean(html, _LINE)


def clean_drawing(svg: str) -> str:
    """Shapes and words; no scripts, styles, links, pictures or names that refer elsewhere.

    A group may say who or which part it is, so that a page can bring it to the front.
    """
    return bleach.clean(svg, tags=_SHAPES, attributes=_is_drawn, protocols=[], strip=True)


def _is_drawn(tag: str, name: str, value: str) -> bool:
    is_name = tag == "g" and name == "class" and _NAMED.fullmatch(value) is not None
    return name in _GEOMETRY or is_name


def _clean(html: str, tags: set[str]) -> str:
    return bleach.clean(html, tags=tags, attributes=_ATTRIBUTES, protocols=_PROTOCOLS, strip=True)
