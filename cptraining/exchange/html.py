"""HTML of other systems as a tree, however carelessly it was written."""

import re
from collections.abc import Iterator
from html import escape
from html.parser import HTMLParser

from cptraining.exchange.escaping import for_xml
from cptraining.exchange.tree import DEEPEST, Element

LONGEST = 200_000
"""Characters of HTML in one field: fifty times a long question."""

BLOCKS = {
    *("address", "article", "aside", "blockquote", "center", "dd", "details", "div", "dl", "dt"),
    *("fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6"),
    *("header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "table", "ul"),
}
TABLE = {"caption", "col", "colgroup", "tbody", "td", "tfoot", "th", "thead", "tr"}
_INLINE = {
    *(
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "br",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
    ),
    *("em", "font", "i", "img", "ins", "kbd", "label", "mark", "nobr", "q", "s", "samp", "small"),
    *("span", "strike", "strong", "sub", "summary", "sup", "time", "tt", "u", "var", "wbr"),
}
UNUSABLE = {
    *("audio", "button", "canvas", "embed", "iframe", "input", "link", "map", "math", "meta"),
    *("object", "script", "select", "style", "svg", "textarea", "track", "video", "source"),
    *("area", "param", "template", "title", "head", "noscript", "option", "base"),
}
_KNOWN = BLOCKS | TABLE | _INLINE | UNUSABLE | {"html", "body"}
_VOID = {
    *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param"),
    *("source", "track", "wbr"),
}
_ENDS = {  # what a beginning element ends that was left open
    **dict.fromkeys(BLOCKS - {"li", "dd", "dt"}, frozenset({"p"})),
    "li": frozenset({"p", "li"}),
    **dict.fromkeys(("dd", "dt"), frozenset({"p", "dd", "dt"})),
    "tr": frozenset({"p", "td", "th", "tr"}),
    **dict.fromkeys(("td", "th"), frozenset({"p", "td", "th"})),
    **dict.fromkeys(
        ("tbody", "thead", "tfoot"), frozenset({"p", "td", "th", "tr", "tbody", "thead"})
    ),
}
_HOLDERS = {"ul", "ol", "dl", "table", "blockquote", "div", "section", "article", "td", "th"}
_DECLARATION = re.compile(r"<[!?][A-Za-z\[][^<>]*>")
_OPEN = re.compile(r"<(?![A-Za-z/][^<>]*>)")


class _Builder(HTMLParser):
    """Puts elements and text into a tree as they come."""

    def __init__(self, first: int) -> None:
        super().__init__(convert_charrefs=True)
        self.first = first
        self.open = [Element("", line=first)]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _KNOWN:  # as in “x<y and y>z”
            self.open[-1].add(self.get_starttag_text() or "")
            return
        self._end_what_is_left_open(tag)
        element = Element(tag, {name: value or "" for name, value in attrs}, self._line)
        self.open[-1].children.append(element)
        if tag not in _VOID and len(self.open) < DEEPEST:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if tag not in _KNOWN:
            self.open[-1].add(f"</{tag}>")
            return
        tags = [element.tag for element in self.open]
        if tag in tags:
            del self.open[len(tags) - 1 - tags[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        self.open[-1].add(data)

    def _end_what_is_left_open(self, tag: str) -> None:
        ended = _ENDS.get(tag, frozenset())
        for place in range(len(self.open) - 1, 0, -1):
            name = self.open[place].tag
            if name in ended:
                del self.open[place:]
            elif name in _HOLDERS:
                return

    @property
    def _line(self) -> int:
        return self.first + self.getpos()[0] - 1


def tree(html: str, line: int = 1) -> Element:
    """The elements of some HTML whose first line is `line`; the outermost has no name."""
    if len(html) > LONGEST:
        return Element("", line=line, children=[html])
    builder = _Builder(line)
    builder.feed(_tame(html.replace("\r\n", "\n").replace("\r", "\n")))
    builder.close()
    return builder.open[0]


def _tame(html: str) -> str:
    """HTML without comments, and with every < escaped that no > ends.

    The parser needs time by the square of such signs, and it refuses declarations such as
    <![if …]> that old word processors write: nothing of them is to be seen.
    """
    return _OPEN.sub("&lt;", _DECLARATION.sub("", "".join(_without_comments(html))))


def _without_comments(html: str) -> Iterator[str]:
    place = 0
    while (start := html.find("<!--", place)) >= 0:
        end = html.find("-->", start)
        if end < 0:
            break
        yield html[place:start] + "\n" * html.count("\n", start, end)
        place = end + len("-->")
    yield html[place:]


def written(root: Element) -> str:
    """What is inside an element, as HTML that is well-formed XML too."""
    return "".join(
        escape(for_xml(child), quote=False) if isinstance(child, str) else _written(child)
        for child in root.children
    )


def _written(one: Element) -> str:
    said = "".join(f' {name}="{escape(for_xml(value))}"' for name, value in one.attributes.items())
    inside = written(one)
    return f"<{one.tag}{said}>{inside}</{one.tag}>" if inside else f"<{one.tag}{said}/>"
