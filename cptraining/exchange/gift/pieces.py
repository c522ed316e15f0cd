r"""The grammar of GIFT: blocks between empty lines, and pieces between signs.

A sign after a backslash is only text. It is kept as a character that no text has, until the
text around it was cut at the signs that mean something.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise

from cptraining.exchange.texts import Form, Source

_ESCAPED = dict(zip("\\:#={}~n", map(chr, range(0xFDD0, 0xFDD8)), strict=True))
_MEANT = {kept: "\n" if sign == "n" else sign for sign, kept in _ESCAPED.items()}
_BACKSLASH = re.compile(r"\\([\\:#={}~n])")
_KEPT = re.compile(f"[{''.join(_MEANT)}]")
_FORM = re.compile(r"\s*\[(html|moodle|plain|markdown)\]")
_FORMS = {"moodle": Form.AUTO, "html": Form.HTML, "plain": Form.PLAIN, "markdown": Form.MARKDOWN}
_ATTRIBUTE = re.compile(r"\[(id|tag):((?:\\\]|[^\]\x00-\x1f])+)\]")
_SPACE = " \t\r\n"
_CATEGORY = re.compile(r"\s*\$CATEGORY:")


@dataclass(frozen=True)
class Piece:
    """Some text, with escaped signs hidden, and the line where it begins."""

    text: str
    line: int

    def __bool__(self) -> bool:
        return bool(self.text)

    def part(self, start: int, end: int | None = None) -> "Piece":
        """What stands from one place to another, without space around it."""
        text = self.text[start:end]
        bare = text.lstrip(_SPACE)
        before = self.text[: start + len(text) - len(bare)]
        return Piece(bare.rstrip(_SPACE), self.line + before.count("\n"))

    def cut(self, sign: str) -> "tuple[Piece, Piece | None]":
        """What stands before the first such sign, and after it; None = there is no such sign."""
        place = self.text.find(sign)
        if place < 0:
            return self.part(0), None
        return self.part(0, place), self.part(place + len(sign))

    def marked(self, signs: str) -> "Iterator[tuple[str, Piece]]":
        """What follows each of the signs, with the sign; first what stands before, if anything."""
        places = [found.start() for found in re.finditer(f"[{signs}]", self.text)]
        ends = [*places, len(self.text)]
        before = self.part(0, ends[0])
        if before:
            yield "", before
        for place, end in pairwise(ends):
            yield self.text[place], self.part(place + 1, end)

    @property
    def plain(self) -> str:
        """The text as it is meant."""
        return _KEPT.sub(lambda found: _MEANT[found[0]], self.text).strip(_SPACE)

    def form(self, usual: Form) -> Form:
        """How the text is meant, if it says so at its beginning."""
        own = _FORM.match(self.text)
        return _FORMS[own[1]] if own else usual

    def source(self, usual: Form) -> Source:
        r"""The text with how it is meant; where nothing is said, only \n breaks lines."""
        own, form = _FORM.match(self.text), self.form(usual)
        bare = self.part(own.end() if own else 0)
        if form is not Form.AUTO:
            return Source(bare.plain, form, bare.line)
        return Source(
            replace(bare, text=bare.text.replace(_ESCAPED["n"], "<br>")).plain,
            Form.HTML,
            bare.line,
        )


@dataclass
class Block:
    """What stands between two empty lines, without comments; `source` is all as written."""

    line: int
    lines: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    id: str = ""
    tags: list[str] = field(default_factory=list)

    @property
    def piece(self) -> Piece:
        """The text, escaped signs hidden."""
        return Piece(_hidden("\n".join(self.lines)), self.line).part(0)

    @property
    def source(self) -> str:
        """The block as it was written."""
        return "\n".join(self.written).strip("\n")

    def add(self, line: str) -> None:
        """Add a line: a comment may say the id and tags."""
        self.written.append(line)
        is_comment = line.lstrip().startswith("//")
        self.lines.append("" if is_comment else line)
        for name, value in _ATTRIBUTE.findall(line) if is_comment else ():
            said = value.replace("\\]", "]").strip()
            if name == "id":
                self.id = said
            else:
                self.tags.append(said)


def blocks(text: str) -> Iterator[Block]:
    """Every block of a file; an answer that an empty line cuts in two is put together again."""
    last: Block | None = None
    for block in _parted(text):
        if last and _ends_open(last) and _begins_closing(block):
            gap = block.line - last.line - len(last.lines)
            for line in [""] * gap + block.written:
                last.add(line)
            continue
        if last:
            yield last
        last = block
    if last:
        yield last


def is_category(block: Block) -> bool:
    """Whether a block says in which category the following questions are."""
    return bool(_CATEGORY.match(block.piece.text))


def _parted(text: str) -> Iterator[Block]:
    """Blocks as empty lines part them; a category is one by itself."""
    found: Block | None = None
    for number, line in enumerate(text.split("\n"), 1):
        starts_anew = not line.strip() or bool(_CATEGORY.match(line))
        if found and (starts_anew or is_category(found)):
            yield found
            found = None
        if line.strip():
            found = found or Block(number)
            found.add(line)
    if found:
        yield found


def _ends_open(block: Block) -> bool:
    text = block.piece.text
    return text.rfind("{") > text.rfind("}")


def _begins_closing(block: Block) -> bool:
    signs = re.search("[{}]", block.piece.text)
    return bool(signs) and signs[0] == "}"  # type: ignore[index]


def _hidden(text: str) -> str:
    known = _KEPT.sub("\N{REPLACEMENT CHARACTER}", text)
    return _BACKSLASH.sub(lambda found: _ESCAPED[found[1]], known)
