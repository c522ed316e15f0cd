"""GIFT into questions of ours, block by block."""

import re

from cptraining.exchange import defaults
from cptraining.exchange.decoding import decoded
from cptraining.exchange.gift import answers
from cptraining.exchange.gift.pieces import Block, Piece, blocks, is_category
from cptraining.exchange.notes import Authored, Found, Imported, Unreadable
from cptraining.exchange.reading import MOST_QUESTIONS, Reading, Unusable, Watch
from cptraining.exchange.texts import Form, Source

BLANK = "_____"
_STRAY = re.compile(r"[\"';\s]+")
_OTHERWISE = {
    "choice": defaults.CHOOSE,
    "match": defaults.MATCH,
    "open": defaults.WRITE,
    "text": defaults.WRITE,
    "numeric": defaults.WRITE,
}


def read(
    data: bytes, prefix: str = "q", *, exact: bool = False, watch: Watch | None = None
) -> Imported:
    """Every question of a file, and a note of everything that is none. Raises Unreadable."""
    reading = Reading(prefix, exact=exact, watch=watch)
    category = ""
    found = list(blocks(decoded(data)))
    if len(found) > MOST_QUESTIONS:
        raise Unreadable(1, "There are too many questions.", "Split the file.")
    reading.total = len(found)
    for block in found:
        if is_category(block):
            category = _category(reading, block)
        elif block.piece:
            Question(reading, block, category).take_over()
    return reading.imported


def _category(reading: Reading, block: Block) -> str:
    """The tag for what follows: the last name on the way to the category."""
    path = block.piece.plain.partition(":")[2].strip()
    name = path.replace("//", "-").rpartition("/")[2].strip("$ ")
    found = reading.tags([name], block.line)
    if found == [name]:
        reading.note(block.line, f"The category “{path}” became the tag “{name}”.", "")
    return found[0] if found else ""


class Question:
    """One block as a question."""

    def __init__(self, reading: Reading, block: Block, category: str) -> None:
        self.reading, self.block, self.category = reading, block, category
        self.title, self.body = _titled(block.piece)
        self.form = Form.AUTO

    def take_over(self) -> None:
        """Add it to what was read, or keep it with the reason."""
        found = Found(self.block.line, {}, self.block.source)
        if "{" not in self.body.text and "}" not in self.body.text:
            advice = "Make it a step to read, or the `about` of a question."
            return self.reading.keep(found, "A text that asks nothing cannot be used.", advice)
        wanted = self.block.id or self.title
        if self.block.id and self.title not in {"", self.block.id}:
            self.reading.note(self.block.line, f"The title “{self.title}” is left out.", "")
        return self.reading.attempt(found, self._fields, wanted)

    def _fields(self) -> Authored:
        start, end = self._braces()
        line = self.block.line
        self.form = self.body.part(0, start).form(Form.AUTO)
        inside, general = _general(self.body.part(start + 1, end))
        fields = answers.fields(self.reading, inside, self.form)
        tags = [*self.block.tags, *([self.category] if self.category else [])]
        return {
            **self.reading.stem(self._asked(start, end), _OTHERWISE[fields["kind"]]),
            **fields,
            "feedback": self.reading.prose(general.source(self.form)) if general else "",
            "tags": self.reading.tags(tags, line),
        }

    def _braces(self) -> tuple[int, int]:
        """Where the answers begin and end. Raises Unusable."""
        text = self.body.text
        start, end = text.find("{"), text.find("}")
        if start < 0 or end < start:
            raise Unusable(
                "A brace { or } has no partner.", "Write \\{ or \\} if it is only text."
            )
        return start, end

    def _asked(self, start: int, end: int) -> Source:
        """What stands around the braces, with a blank in their place if they are within it."""
        before, after = self.body.part(0, start), self.body.part(end + 1)
        is_stray = _STRAY.fullmatch(after.text)
        if is_stray or after.text.startswith("//"):
            self.reading.note(after.line, f"“{after.plain}” after the answers is left out.", "")
        if not after or is_stray or after.text.startswith("//"):
            return before.source(self.form)
        whole = self.body.text[:start] + BLANK + self.body.text[end + 1 :]
        return Piece(whole, self.body.line).part(0).source(self.form)


def _titled(piece: Piece) -> tuple[str, Piece]:
    """The title between two pairs of colons, and what follows."""
    if piece.text.startswith("::"):
        title, rest = piece.part(2).cut("::")
        if rest is not None:
            return title.plain, rest
    return "", piece


def _general(inside: Piece) -> tuple[Piece, Piece | None]:
    """The answers, and the feedback for everybody after them."""
    place = inside.text.rfind("####")
    if place < 0:
        return inside, None
    return inside.part(0, place), inside.part(place + 4)
