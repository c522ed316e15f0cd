"""What stands inside a line: HTML elements as Markdown."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import ClassVar

from cptraining.exchange import escaping
from cptraining.exchange.html import BLOCKS, TABLE, UNUSABLE
from cptraining.exchange.tree import Element

_EMPHASIS = {"em": 1, "i": 1, "cite": 1, "dfn": 1, "strong": 2, "b": 2}
_CODE = {"code", "kbd", "samp", "tt", "var"}
_SAID_ALREADY = {"span", "abbr", "acronym", "label", "wbr", "bdi", "time", "data", "nobr", "html"}
_ADDRESS = re.compile(r"(?:https?:|mailto:)[^\x00-\x20<>]*", re.IGNORECASE)
_SUPER = dict(zip("0123456789+-=()in", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁱⁿ", strict=True))
_SUB = dict(zip("0123456789+-=()aeox", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₒₓ", strict=True))


@dataclass
class Inline:
    """Writes lines; `lost` gathers what Markdown cannot say, `picture` hears of each picture."""

    exact: bool
    picture: Callable[[Element], None]
    lost: dict[str, int] = field(default_factory=dict)
    keeps_empty_lines: bool = False

    def line(self, children: Iterable[Element | str]) -> str:
        """Everything as one line or, with breaks, as several."""
        return re.sub(r"^(?:\\\n)+|(?:\\\n)*\\?$", "", self.run(children).strip(escaping.SPACE))

    def run(self, children: Iterable[Element | str], outer: str = "") -> str:
        """Text and elements one after another; `outer` is the sign of the emphasis around them."""
        out = _Run(outer)
        for child in children:
            if isinstance(child, str):
                tidied = escaping.tidied(child, keeps_empty_lines=self.keeps_empty_lines)
                out.text(escaping.inline(tidied, exact=self.exact))
            else:
                self._element(child, out)
        return out.markdown

    def _element(self, element: Element, out: "_Run") -> None:
        if element.tag in _EMPHASIS:
            sign = out.sign()
            out.emphasis(self.run(element.children, sign), sign * _EMPHASIS[element.tag])
        elif element.tag in self._WRITERS:
            self._WRITERS[element.tag](self, element, out)
        elif element.tag in UNUSABLE:
            self.left_out(element)
        else:
            self._unwrapped(element, out)

    def _unwrapped(self, element: Element, out: "_Run") -> None:
        """The inside of an element whose own meaning is lost, if it had any."""
        is_block = element.tag in BLOCKS | TABLE
        if not is_block and element.tag not in _SAID_ALREADY:
            self.left_out(element)
        inside = self.run(element.children, out.outer)
        if is_block and inside.strip():
            out.break_line()
        out.text(inside)

    def left_out(self, element: Element) -> None:
        """Remember that this kind of element is left out, and where the first one was."""
        self.lost.setdefault(f"<{element.tag}>", element.line)

    def _break(self, _element: Element, out: "_Run") -> None:
        out.markdown = out.markdown.rstrip(escaping.SPACE) + "\\\n"
        out.is_fresh = True

    def _code(self, element: Element, out: "_Run") -> None:
        text = " ".join(element.text.split("\n"))
        if not text:
            return None
        fence = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
        ends = (text[0], text[-1])
        needs_space = "`" in ends or (ends == (" ", " ") and bool(text.strip(" ")))
        inside = f" {text} " if needs_space else text
        return out.text(f"{fence}{inside}{fence}", is_plain=False)

    def _link(self, element: Element, out: "_Run") -> None:
        inside = self.run(element.children, out.outer)
        address = element.attributes.get("href", "").strip()
        if not _ADDRESS.fullmatch(address) or not inside.strip():
            if address:
                self.lost.setdefault(f"the link to {address[:80]}", element.line)
            return out.text(inside)
        title = escaping.tidied(element.attributes.get("title", ""))
        title = re.sub(r'(["\\&])', r"\\\1", title)
        end = f' "{title}")' if title else ")"
        address = re.sub(r"([\\()*]|&(?=#?\w{1,31};))", r"\\\1", address)
        return out.text(f"[{escaping.bracketed(inside.strip())}]({address}{end}", is_plain=False)

    def _picture(self, element: Element, _out: "_Run") -> None:
        self.picture(element)

    def _raised(self, element: Element, out: "_Run") -> None:
        """Small signs above or below the line: there are letters for some of them."""
        signs, text = (_SUPER if element.tag == "sup" else _SUB), element.text
        if text.strip() and set(text) <= set(signs):
            out.text("".join(signs[sign] for sign in text))
        else:
            self.left_out(element)
            out.text(self.run(element.children, out.outer))

    def _quoted(self, element: Element, out: "_Run") -> None:
        out.text(f"“{self.run(element.children, out.outer)}”")

    _WRITERS: ClassVar[dict[str, Callable[..., None]]] = {
        "br": _break,
        **dict.fromkeys(_CODE, _code),
        "a": _link,
        "img": _picture,
        **dict.fromkeys(("sub", "sup"), _raised),
        "q": _quoted,
    }


class _Run:
    """Markdown that grows, and what must be so that emphasis is seen as such.

    A sign of emphasis beside a letter counts only where the other side is no punctuation;
    writing the letter as a number makes it count everywhere.
    """

    def __init__(self, outer: str) -> None:
        self.outer = outer
        self.markdown = ""
        self.is_fresh = False  # a line has just begun
        self._ends_with: str | None = None  # the sign that ended the emphasis just before
        self._needs_edge = False

    def sign(self) -> str:
        """The sign for an emphasis that begins here."""
        return "_" if self.outer == "*" or self._ends_with == "*" else "*"

    def text(self, markdown: str, *, is_plain: bool = True) -> None:
        """Add text, escaped already."""
        if self.is_fresh:
            markdown = markdown.lstrip(escaping.SPACE)
        if not markdown:
            return
        if is_plain and self._needs_edge and _is_letter(markdown[0]):
            markdown = f"&#{ord(markdown[0])};{markdown[1:]}"
        self.markdown += markdown
        self.is_fresh = self._needs_edge = False
        self._ends_with = None

    def break_line(self) -> None:
        """Go on in another line, if anything stands in this one."""
        if self.markdown.strip() and not self.is_fresh:
            self.markdown = self.markdown.rstrip(escaping.SPACE) + "\\\n"
            self.is_fresh = True

    def emphasis(self, inside: str, signs: str) -> None:
        """Add emphasised text; space at its ends goes outside."""
        kept = inside.strip()
        if not kept:
            return self.text(inside)
        before, _, after = inside.partition(kept)
        self.text(before)
        is_under = signs[0] == "_"
        if (is_under or not _is_letter(kept[0])) and _is_letter(self.markdown[-1:]):
            self.markdown = f"{self.markdown[:-1]}&#{ord(self.markdown[-1])};"
        self.text(signs + kept + signs, is_plain=False)
        self._ends_with = signs[0]
        self._needs_edge = is_under or not _is_letter(kept[-1])
        return self.text(after)


def _is_letter(sign: str) -> bool:
    """Whether a sign of emphasis beside this sees a word, neither space nor punctuation."""
    return bool(sign) and unicodedata.category(sign)[0] not in "PSZ" and not sign.isspace()
