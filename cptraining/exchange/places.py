"""Gaps in a text: how they are kept while it is read, and how our texts number them."""

import re

from cptraining.exchange.reading import Unusable
from cptraining.exchange.stems import Piece, inside
from cptraining.exchange.tree import Element

_NUMBER = re.compile(r"\[\d{1,2}\]")
_PLACE = re.compile(r"⟦(\d{1,3})⟧(?P<next>[(:]?)")


def place(number: int) -> str:
    """What stands for a gap while its text is made into Markdown."""
    return f"⟦{number}⟧"


def refuse(text: str) -> None:
    """Raise Unusable for a text that holds such signs already."""
    if _PLACE.search(text):
        raise Unusable("The text holds signs ⟦1⟧ that stand for gaps while it is read.")


def is_in(piece: Piece) -> bool:
    """Whether a gap stands in a piece of a text."""
    return bool(_PLACE.search(Element("", children=inside(piece)).text))


def numbered(line: str) -> str:
    """A line of Markdown with its gaps as numbers in brackets. Raises Unusable."""
    if _NUMBER.search(line):
        raise Unusable("The text holds numbers in brackets, which mark gaps here.")
    return _PLACE.sub(_numbered, line)


def _numbered(found: re.Match[str]) -> str:
    """The number of a gap in brackets; never the beginning of a link."""
    end = f"\\]{found['next']}" if found["next"] else "]"
    return f"[{found[1]}{end}"
