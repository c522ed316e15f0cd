"""What stands on a poster: a headline, boxes, a quote, a picture, and how they are arranged."""

from collections.abc import Mapping
from typing import Annotated, Any, NamedTuple, Self

from pydantic import Field, model_validator

from cptraining.rules.authoring import Key, Part, Text, mistake, once
from cptraining.rules.words import Words
from cptraining.steps.content import Content, Told

LAYOUTS: Mapping[str, tuple[Words, Words]] = {
    "thread": (Words("Thread"), Words("Two columns, joined by a thread")),
    "window": (Words("Window"), Words("A wide picture, three columns below")),
    "voice": (Words("Voice"), Words("The quote large at the side")),
}
"""How a poster can look, by name: what it is called, and what one sees."""

PICTURES: Mapping[str, Words] = {
    "circles": Words("Circles round a person"),
    "table": Words("Four people at one table"),
    "door": Words("An open door"),
    "bridge": Words("People meeting on a bridge"),
    "garden": Words("A garden"),
}
"""What each drawing in pictures/ shows."""

HEADLINE = Words("Headline")
QUOTE = Words("A quote")


class Box(Part):
    """A part of the poster; `hint` says what belongs in it and is not printed."""

    id: Key
    label: Annotated[Text, Field(max_length=80)]
    hint: Text | None = None
    required: bool = True


class Shown(NamedTuple):
    """A box with what stands in it."""

    id: str
    label: str
    text: str


class Poster(Content):
    """An answer is {"headline", "team", "boxes": {id: text}, "quote", "by", "layout", "picture"}.

    Boxes left blank are left out; `layout` is one of LAYOUTS and `picture` one of PICTURES or
    "none". `words` is how many words the boxes may hold together, so that it can be read over
    lunch.
    """

    boxes: Annotated[tuple[Box, ...], Field(min_length=2, max_length=8)]
    words: Annotated[int, Field(ge=50, le=400)] = 250
    quote: Text | None = None
    checks: Annotated[tuple[Text, ...], Field(max_length=8)] = ()

    @model_validator(mode="after")
    def _has_distinct_boxes(self) -> Self:
        once((box.id for box in self.boxes), "boxes")
        if not any(box.required for box in self.boxes):
            raise mistake("at least one box that is required", "boxes")
        return self

    def shown(self, answer: Any) -> list[Shown]:
        """Every box in order, blank or not."""
        texts = part(answer, "boxes")
        texts = texts if isinstance(texts, Mapping) else {}
        return [Shown(box.id, box.label, str(texts.get(box.id, ""))) for box in self.boxes]

    def counted(self, answer: Any) -> int:
        """How many words stand in the boxes."""
        return sum(len(box.text.split()) for box in self.shown(answer))

    def missing(self, answer: Any) -> list[Words]:
        """A headline, the required boxes, and fewer words when there are too many."""
        written = {box.id for box in self.shown(answer) if box.text}
        empty = [box for box in self.boxes if box.required and box.id not in written]
        found = [] if part(answer, "headline") else [Words("Write a headline.")]
        found += [Words("Fill in the box “{label}”.", label=box.label) for box in empty]
        over = self.counted(answer) - self.words
        return found + ([Words("Take out {n} words.", n=over)] if over > 0 else [])

    def told(self, answer: Any) -> list[Told]:
        """Everything that can be read on the poster."""
        parts = [Told(HEADLINE, tuple(_written(answer, "headline", "team")))]
        parts += [Told(box.label, (box.text,)) for box in self.shown(answer) if box.text]
        parts.append(Told(self.quote or QUOTE, tuple(_written(answer, "quote", "by"))))
        return [each for each in parts if each.texts]

    def called(self, answer: Any) -> str:
        """Its headline."""
        return str(part(answer, "headline") or "")

    @property
    def checklist(self) -> tuple[str, ...]:
        """What to look at before others see it."""
        return self.checks

    @property
    def layouts(self) -> Mapping[str, tuple[Words, Words]]:
        """How a poster can look, for the page to offer."""
        return LAYOUTS

    @property
    def pictures(self) -> Mapping[str, Words]:
        """The drawings, for the page to offer."""
        return PICTURES

    def layout(self, answer: Any) -> str:
        """How it is arranged; the first way for whom has not chosen."""
        return _known(part(answer, "layout"), LAYOUTS, "thread")

    def picture(self, answer: Any) -> str:
        """The name of its drawing; "none" for a poster without."""
        return _known(part(answer, "picture"), [*PICTURES, "none"], "circles")

    def picture_name(self, answer: Any) -> Words | str:
        """What its drawing shows, in words; "" for a poster without."""
        return PICTURES.get(self.picture(answer), "")


def part(answer: Any, name: str) -> Any:
    """One part of an answer of whatever version; "" when it is not there."""
    return answer.get(name, "") if isinstance(answer, Mapping) else ""


def _written(answer: Any, *names: str) -> list[str]:
    return [str(text) for name in names if (text := part(answer, name))]


def _known(value: Any, names: Any, otherwise: str) -> str:
    return value if isinstance(value, str) and value in names else otherwise
