"""HTML as the Markdown that makes it: all that our pages show, and a list of what they do not."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from cptraining.exchange import escaping
from cptraining.exchange.blocks import Blocks
from cptraining.exchange.html import UNUSABLE
from cptraining.exchange.inline import Inline
from cptraining.exchange.tree import Element
from cptraining.rules.prose import plain
from cptraining.web import markdown as pages

Children = Iterable[Element | str]

_REWRITTEN = {"q", "sub", "sup", "img", *UNUSABLE}
_BETTERED = re.compile(r"[\s\"'“”‘’….–—-]")


@dataclass
class Marked:
    """Markdown made of some HTML; `lost` says what it leaves out, by the line of the first.

    `pictures` are the elements of pictures, which stand apart from the text here.
    """

    text: str
    lost: dict[str, int] = field(default_factory=dict)
    pictures: list[Element] = field(default_factory=list)


def line(children: Children, *, exact: bool) -> Marked:
    """Everything as one line; blocks become lines with breaks between them."""
    root, made = Element("", children=list(children)), Marked("")
    inline = Inline(exact, made.pictures.append, made.lost, keeps_empty_lines=exact)
    made.text = inline.line(root.children)
    return _checked(root, made, pages.line(made.text), exact=exact)


def prose(children: Children, *, exact: bool) -> Marked:
    """Everything as blocks with an empty line between them."""
    root, made = Element("", children=list(children)), Marked("")
    inline = Inline(exact, made.pictures.append, made.lost)
    made.text = "\n\n".join(Blocks(inline).written(root.children))
    return _checked(root, made, pages.prose(made.text), exact=exact)


def _checked(root: Element, made: Marked, page: str, *, exact: bool) -> Marked:
    """What was made, or its words alone where the page would not say them all."""
    is_rewritten = any(element.tag in _REWRITTEN for element in root.walk())
    if not is_rewritten and _words(plain(page)) != _words(root.text):
        made.text = escaping.starts(escaping.literal(root.text, exact=exact))
        made.lost.setdefault("formatting", root.line)
    return made


def _words(text: str) -> str:
    return _BETTERED.sub("", escaping.without_controls(text))
