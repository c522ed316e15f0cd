"""Texts with pictures: a paragraph of ![What it shows](drawing.svg) becomes the drawing."""

import re
from collections.abc import Callable, Iterator
from html import escape
from itertools import count

from cptraining.rules.authoring import mistake
from cptraining.web import markdown

_PICTURE = re.compile(r"^!\[(?P<alt>.*)\]\((?P<name>[^()\n]*)\)[ \t]*$", re.MULTILINE)
_FROM, _TO = "\ue000", "\ue001"  # for private use: the place of a picture while rendering


def prose(text: str, drawing: Callable[[str], str]) -> str:
    """Sanitised HTML of Markdown; `drawing` gives the sanitised SVG of a file's name.

    Raises the mistake that a picture has no words, or what `drawing` raises.
    """
    figures = [_figure(match["alt"].strip(), drawing(match["name"])) for match in found(text)]
    places = count(1)
    html = markdown.prose(_PICTURE.sub(lambda _: f"{_FROM}{next(places)}{_TO}", text))
    for place, figure in enumerate(figures, 1):
        html = html.replace(f"<p>{_FROM}{place}{_TO}</p>", figure)
    return html


def found(text: str) -> Iterator[re.Match[str]]:
    """Where a text has pictures."""
    return _PICTURE.finditer(text)


def _figure(alt: str, svg: str) -> str:
    if not alt:
        raise mistake("words that say what it shows")
    return (
        f'<figure class="app-picture" role="img" aria-label="{escape(alt)}">'
        f'<div aria-hidden="true">{svg}</div></figure>'
    )
