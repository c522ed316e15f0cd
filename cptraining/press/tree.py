"""Sanitised HTML as a tree of JSON values, which a template turns into headings, lists, links."""

import re
from html import unescape
from html.parser import HTMLParser
from typing import Any, TypedDict

_BLOCKS = {
    *("blockquote", "dd", "dl", "dt", "h2", "h3", "h4", "hr", "li", "ol", "p", "pre", "ul"),
    *("table", "tbody", "td", "th", "thead", "tr"),
}
_EMPTY = {"br", "hr"}
_KEPT = {"href", "start"}
_FIGURE = re.compile(
    r'<figure[^>]* aria-label="([^"]*)">.*?<svg(.*?</svg>).*?</figure>', re.DOTALL
)


class Node(TypedDict):
    """An element: its tag, the attributes that are printed, and what is inside it."""

    tag: str
    at: dict[str, str]
    inside: list[Any]


def tree(html: str) -> list[Any]:
    """The nodes of some HTML in order: an element is a Node, text is a string.

    A picture's node has no inside: `at` holds its SVG, and what it shows.
    """
    words, *rest = _FIGURE.split(html)
    found = _words(words)
    for alt, svg, after in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
        found += [_drawing(unescape(alt), svg), *_words(after)]
    return found


def _drawing(alt: str, svg: str) -> Node:
    """A picture as a file of its own: pages need no namespace in a drawing, files do."""
    file = f'<svg xmlns="http://www.w3.org/2000/svg"{svg}'
    return Node(tag="figure", at={"alt": alt, "drawing": file}, inside=[])


def _words(html: str) -> list[Any]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.root["inside"]


class _Reader(HTMLParser):
    """Keeps the elements that are open; what is never closed ends with the text."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Node(tag="", at={}, inside=[])
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag=tag, at={k: v for k, v in attrs if k in _KEPT and v}, inside=[])
        self._open[-1]["inside"].append(node)
        if tag not in _EMPTY:
            self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        if any(node["tag"] == tag for node in self._open):
            while self._close() != tag:
                pass

    def handle_data(self, data: str) -> None:
        is_kept = any(node["tag"] == "pre" for node in self._open)
        text = data if is_kept else re.sub(r"[ \t\r\n\f]+", " ", data)
        self._open[-1]["inside"].append(text)

    def close(self) -> None:
        super().close()
        while self._open:
            self._close()

    def _close(self) -> str:
        """End the element that was opened last; between blocks, space means nothing."""
        node = self._open.pop()
        if any(isinstance(one, dict) and one["tag"] in _BLOCKS for one in node["inside"]):
            node["inside"] = [one for one in node["inside"] if one != " "]
        return node["tag"]
