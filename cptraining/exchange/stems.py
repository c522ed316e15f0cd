"""What a question asks, told apart from what is to be read before it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cptraining.exchange.blocks import gathered
from cptraining.exchange.tree import Element

Piece = Element | list[Element | str]

_WRAPPERS = {
    *("address", "article", "aside", "center", "details", "div", "fieldset", "figure", "footer"),
    *("form", "header", "main", "nav", "section", "span", "body", "html", "figcaption"),
}


@dataclass(frozen=True)
class Stem:
    """The paragraph that asks, and the blocks around it; `is_moved` when some came after it."""

    about: list[Element | str]
    prompt: list[Element | str]
    is_moved: bool = False


def stem(root: Element) -> Stem:
    """The last paragraph is what is asked; all the rest is to be read first."""
    pieces = list(pieces_of(root.children))
    asking = [place for place, piece in enumerate(pieces) if _can_ask(piece)]
    if not asking:
        return Stem(joined(pieces), [])
    last = asking[-1]
    before, after = pieces[:last], pieces[last + 1 :]
    is_moved = any(_text(piece).strip() for piece in after)
    return Stem(joined([*before, *after]), inside(pieces[last]), is_moved)


def pieces_of(children: Sequence[Element | str]) -> Iterator[Piece]:
    """Paragraphs and other blocks one after another, out of what only wraps them."""
    for piece in gathered(children):
        if isinstance(piece, Element) and piece.tag in _WRAPPERS:
            yield from pieces_of(piece.children)
        else:
            yield piece


def inside(piece: Piece) -> list[Element | str]:
    """What stands in a paragraph."""
    return piece if isinstance(piece, list) else piece.children


def _can_ask(piece: Piece) -> bool:
    is_paragraph = isinstance(piece, list) or piece.tag == "p"
    return is_paragraph and bool(_text(piece).strip())


def _text(piece: Piece) -> str:
    return Element("", children=inside(piece)).text


def joined(pieces: Sequence[Piece]) -> list[Element | str]:
    """The pieces as children again; what stood between blocks is a paragraph."""
    return [Element("p", children=piece) if isinstance(piece, list) else piece for piece in pieces]
