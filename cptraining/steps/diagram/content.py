"""A drawing, and what each of its parts means."""

from typing import Annotated, Self

from pydantic import Field, StringConstraints, model_validator

from cptraining.rules.authoring import Part, Text, mistake, once
from cptraining.rules.prose import Drawing, Line, Prose
from cptraining.steps.content import Content

PartKey = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]


class Piece(Part):
    """A part of the drawing: its name, one line for the animation, and all there is to say."""

    id: PartKey
    title: Text
    caption: Line
    says: Prose | None = None


class Diagram(Content):
    """The drawing, `alt` that tells all it shows, and its parts in the order of telling.

    In the drawing, every part is one group or several: <g class="part-worker">.
    """

    drawing: Annotated[Drawing, Field(min_length=1)]
    alt: Line
    parts: Annotated[tuple[Piece, ...], Field(min_length=2, max_length=12)]

    @model_validator(mode="after")
    def _shows_its_parts(self) -> Self:
        once((part.id for part in self.parts), "parts")
        for place, part in enumerate(self.parts):
            if f'class="part-{part.id}"' not in self.drawing:
                expected = f'the id of a group in the drawing: <g class="part-{part.id}">'
                raise mistake(expected, "parts", place, "id")
        return self

    @property
    def readable(self) -> tuple[str, ...]:
        """What is said of each part."""
        return tuple(f"{part.title}: {part.caption} {part.says or ''}" for part in self.parts)
