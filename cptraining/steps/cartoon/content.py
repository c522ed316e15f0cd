"""A short strip: drawn panels that also work as words alone."""

from typing import Annotated

from pydantic import Field

from cptraining.rules.authoring import Part, Text
from cptraining.rules.prose import Drawing, Line, Prose
from cptraining.steps.content import Content


class Speech(Part):
    """What somebody in a panel says."""

    who: Text
    says: Line


class Panel(Part):
    """One panel: `alt` tells all that the drawing shows, `speech` is said in this order.

    Both are printed under the drawing.
    """

    title: Text
    alt: Line
    speech: Annotated[tuple[Speech, ...], Field(max_length=6)] = ()
    drawing: Drawing | None = None


class Cartoon(Content):
    """Panels in order, what the whole strip says, and what to think about afterwards."""

    panels: Annotated[tuple[Panel, ...], Field(min_length=2, max_length=8)]
    caption: Line | None = None
    afterwards: Prose | None = None

    @property
    def readable(self) -> tuple[str, ...]:
        """What is seen and said in each panel."""
        return tuple(
            " ".join((panel.title, panel.alt, *(f"{one.who}: {one.says}" for one in panel.speech)))
            for panel in self.panels
        )
