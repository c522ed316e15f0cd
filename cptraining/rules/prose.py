"""Fields that authors write in Markdown or draw: made and sanitised once, when published."""

from typing import Annotated

from pydantic import AfterValidator, ValidationInfo


def _block(text: str, info: ValidationInfo) -> str:
    return _render(text, info, "prose")


def _line(text: str, info: ValidationInfo) -> str:
    return _render(text, info, "line")


def _drawing(name: str, info: ValidationInfo) -> str:
    return _render(name, info, "drawing")


def _render(text: str, info: ValidationInfo, how: str) -> str:
    """Render with the publisher's renderers; what was published already is left as it is."""
    renderers = info.context or {}
    rendered: str = renderers[how](text) if how in renderers else text
    return rendered


Prose = Annotated[str, AfterValidator(_block)]
"""Paragraphs of Markdown when written, sanitised HTML once published."""

Line = Annotated[str, AfterValidator(_line)]
"""One line of Markdown when written, sanitised HTML once published."""

Drawing = Annotated[str, AfterValidator(_drawing)]
"""The name of an SVG file beside the step when written, sanitised SVG once published."""
