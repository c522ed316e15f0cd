"""Fields that authors write in Markdown or draw: made and sanitised once, when published.

What prints them elsewhere may write them in its own way, for example as
`content.model_dump(context={"prose": as_tree, "line": as_tree})`.
"""

import re
from html import unescape
from typing import Annotated, Any

from pydantic import AfterValidator, PlainSerializer, SerializationInfo, ValidationInfo


def _block(text: str, info: ValidationInfo) -> str:
    return _render(text, info, "prose")


def _line(text: str, info: ValidationInfo) -> str:
    return _render(text, info, "line")


def _drawing(name: str, info: ValidationInfo) -> str:
    return _render(name, info, "drawing")


def _picture(name: str, info: ValidationInfo) -> str:
    return _render(name, info, "picture")


def _render(text: str, info: ValidationInfo, how: str) -> str:
    """Render with the publisher's renderers; what was published already is left as it is."""
    renderers = info.context or {}
    rendered: str = renderers[how](text) if how in renderers else text
    return rendered


def _written_block(html: str, info: SerializationInfo) -> Any:
    return _write(html, info, "prose")


def _written_line(html: str, info: SerializationInfo) -> Any:
    return _write(html, info, "line")


def _write(html: str, info: SerializationInfo, how: str) -> Any:
    writers = info.context or {}
    return writers[how](html) if how in writers else html


def plain(html: str) -> str:
    """What stored HTML says, without its tags and pictures."""
    words = re.sub(r"<svg.*?</svg>", " ", html, flags=re.DOTALL)
    apart = re.sub(r"</(?:p|li|h\d|td|th|dt|dd|blockquote)>|<br>", " ", words)
    return " ".join(unescape(re.sub(r"<[^>]+>", "", apart)).split())


Prose = Annotated[str, AfterValidator(_block), PlainSerializer(_written_block)]
"""Paragraphs of Markdown when written, sanitised HTML once published."""

Line = Annotated[str, AfterValidator(_line), PlainSerializer(_written_line)]
"""One line of Markdown when written, sanitised HTML once published."""

Drawing = Annotated[str, AfterValidator(_drawing)]
"""The name of an SVG file beside the step when written, sanitised SVG once published."""

Picture = Annotated[str, AfterValidator(_picture)]
"""The name of a picture beside the step when written; once published sanitised SVG, or a data:
address with all of a photograph in it."""
