"""XML read with care: nothing outside the file is fetched, and nothing in it can grow."""

from xml.parsers import expat

from cptraining.exchange.notes import Unreadable
from cptraining.exchange.tree import DEEPEST, Element

MOST_ELEMENTS = 400_000
_ADVICE = "Export it again as well-formed XML."


class _Builder:
    """Puts elements and text into a tree as they come."""

    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.EntityDeclHandler = self._refuse
        self.parser.SkippedEntityHandler = self._refuse
        self.parser.ExternalEntityRefHandler = self._refuse
        self.open = [Element("")]
        self.count = 0

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self.count += 1
        line = self.parser.CurrentLineNumber
        if self.count > MOST_ELEMENTS or len(self.open) > DEEPEST:
            raise Unreadable(line, "The XML is too large or too deep.", "Split it.")
        names = {name.rpartition(":")[2]: value for name, value in attributes.items()}
        element = Element(tag.rpartition(":")[2], names, line)
        self.open[-1].children.append(element)
        self.open.append(element)

    def _end(self, _tag: str) -> None:
        self.open.pop()

    def _text(self, text: str) -> None:
        self.open[-1].add(text)

    def _refuse(self, *_: object) -> int:
        line = self.parser.CurrentLineNumber
        raise Unreadable(
            line, "The XML has an entity of its own.", "Write out what it stands for."
        )


def read(data: bytes) -> Element:
    """The outermost element, names without their prefixes. Raises Unreadable."""
    builder = _Builder()
    try:
        builder.parser.Parse(data, True)  # noqa: FBT003 -- expat takes no names
    except expat.ExpatError as error:
        what = f"This is no XML: {expat.ErrorString(error.code)}."
        raise Unreadable(error.lineno, what, _ADVICE) from error
    except (LookupError, ValueError) as error:  # an encoding that nobody knows
        raise Unreadable(1, f"This is no XML: {error}.", _ADVICE) from error
    return builder.open[0].elements[0]
