"""Paragraphs, lists, tables and the like: HTML elements as Markdown."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import ClassVar

from cptraining.exchange import escaping
from cptraining.exchange.html import BLOCKS, TABLE
from cptraining.exchange.inline import Inline
from cptraining.exchange.tree import Element

_HEADINGS = {"h1": "##", "h2": "##", "h3": "###", "h4": "####", "h5": "####", "h6": "####"}


class Blocks:
    """Writes blocks, one after another."""

    def __init__(self, inline: Inline) -> None:
        self.inline = inline

    def written(self, children: Iterable[Element | str]) -> list[str]:
        """Each block as Markdown; text between them makes paragraphs."""
        found: list[str] = []
        signs = ""
        for piece in gathered(children):
            if isinstance(piece, list):
                found += self._paragraph(piece)
                continue
            signs = _other(signs) if piece.tag in {"ul", "ol"} else ""
            found += self._block(piece, signs)
        return found

    def _block(self, element: Element, signs: str) -> list[str]:
        if element.tag in _HEADINGS:
            return self._heading(element)
        if element.tag in {"ul", "ol"}:
            return self._list(element, signs)
        if element.tag in self._BLOCKS:
            return self._BLOCKS[element.tag](self, element)
        return self.written(element.children)

    def _paragraph(self, children: Iterable[Element | str]) -> list[str]:
        line = escaping.starts(self.inline.line(children))
        return [line] if line else []

    def _heading(self, element: Element) -> list[str]:
        line = self.inline.line(element.children)
        if "\\\n" in line:
            self.inline.lost.setdefault("a new line in a heading", element.line)
        text = " ".join(line.replace("\\\n", " ").split("\n"))
        text = re.sub(r"(#+)$", r"\\\1", text)
        return [f"{_HEADINGS[element.tag]} {text}"] if text else []

    def _list(self, element: Element, signs: str) -> list[str]:
        items = [item for item in element.elements if item.tag not in {"p", "br"}]
        is_loose = any(item.first("p") for item in items)
        number = _number(element)
        lines = []
        for item in items:
            mark = f"{number}{signs[1]}" if element.tag == "ol" else signs[0]
            inside = self.written(item.children if item.tag == "li" else [item])
            lines.append(_item(f"{mark} ", inside, is_loose=is_loose))
            number += 1
        return [("\n\n" if is_loose else "\n").join(lines)] if lines else []

    def _quote(self, element: Element) -> list[str]:
        inside = "\n\n".join(self.written(element.children))
        return ["\n".join(f"> {line}".rstrip() for line in inside.split("\n"))] if inside else []

    def _code(self, element: Element) -> list[str]:
        text = escaping.without_controls(element.text)
        text = text if text.endswith("\n") or not text else text + "\n"
        fence = "`" * max(3, max(map(len, re.findall("`+", text)), default=0) + 1)
        return [f"{fence}\n{text}{fence}"]

    def _rule(self, _element: Element) -> list[str]:
        return ["___"]

    def _definitions(self, element: Element) -> list[str]:
        """Terms in bold before what they mean: Markdown has no such lists."""
        self.inline.left_out(element)
        terms = [child for child in element.walk() if child.tag in {"dt", "dd"}]
        found = []
        for term in terms:
            inside = [Element("strong", children=term.children)] if term.tag == "dt" else None
            found += self.written(inside or term.children)
        return found

    def _table(self, element: Element) -> list[str]:
        rows = [row.all("td", "th") for row in element.find("tr")]
        captions = element.all("caption")
        found = [text for caption in captions for text in self._paragraph(caption.children)]
        width = max(map(len, rows), default=0)
        if not width:
            return found
        if any({"colspan", "rowspan"} & cell.attributes.keys() for row in rows for cell in row):
            self.inline.lost.setdefault("joined cells of a table", element.line)
        lines = [self._row(row, width) for row in rows]
        lines.insert(1, "|" + " --- |" * width)
        return [*found, "\n".join(lines)]

    def _row(self, cells: list[Element], width: int) -> str:
        texts = [self._cell(cell) for cell in cells]
        padded = texts + [""] * (width - len(texts))
        return "|" + "".join(f" {text} |" if text else "  |" for text in padded)

    def _cell(self, cell: Element) -> str:
        line = self.inline.line(cell.children)
        if "\\\n" in line:
            self.inline.lost.setdefault("new lines in a table", cell.line)
        return line.replace("\\\n", " ").replace("\n", " ").replace("|", "\\|")

    _BLOCKS: ClassVar[dict[str, Callable[..., list[str]]]] = {
        "blockquote": _quote,
        "pre": _code,
        "hr": _rule,
        "dl": _definitions,
        "table": _table,
    }


def gathered(children: Iterable[Element | str]) -> Iterator[Element | list[Element | str]]:
    """Blocks, and what stands between them as lists."""
    between: list[Element | str] = []
    for child in children:
        if isinstance(child, Element) and _is_block(child):
            if between:
                yield between
            between = []
            yield child
        else:
            between.append(child)
    if between:
        yield between


def _is_block(element: Element) -> bool:
    """Whether an element is a block, or has one inside."""
    blocks = BLOCKS | TABLE
    return element.tag in blocks or any(inner.tag in blocks for inner in element.walk())


def _other(signs: str) -> str:
    """Signs for a list that keep it apart from the one just before."""
    return "+)" if signs == "-." else "-."


def _number(element: Element) -> int:
    start = element.attributes.get("start", "1").strip()
    return int(start) if re.fullmatch(r"[0-9]{1,9}", start) else 1


def _item(mark: str, blocks: list[str], *, is_loose: bool) -> str:
    """An item of a list, its later lines as far in as its first."""
    inside = _joined(blocks, is_loose=is_loose)
    indent = " " * len(mark)
    first, *later = inside.split("\n")
    return "\n".join(
        [mark + first, *(f"{indent}{line}" if line else "" for line in later)]
    ).rstrip()


def _joined(blocks: list[str], *, is_loose: bool) -> str:
    return ("\n\n" if is_loose else "\n").join(blocks)
