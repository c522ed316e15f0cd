"""A question that is asked of its fields one by one, so that what nobody asked for is known."""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from cptraining.exchange.notes import Lost
from cptraining.questions.content import Question


class Part:
    """A part of a published question; whatever a writer does not take is lost in its format."""

    def __init__(self, part: BaseModel) -> None:
        self.part = part
        self._taken: set[str] = set()
        self._inside: dict[str, list[Part]] = {}

    def take(self, name: str) -> Any:
        """A field's value, which the format says."""
        self._taken.add(name)
        return getattr(self.part, name)

    def parts(self, name: str) -> "list[Part]":
        """The parts of a field that has several, to be asked in turn."""
        if name not in self._inside:
            self._inside[name] = [Part(part) for part in self.take(name)]
        return self._inside[name]

    def has(self, name: str) -> bool:
        """Whether a field says anything; it is not taken by that."""
        fields = type(self.part).model_fields
        return name in fields and getattr(self.part, name) != fields[name].default

    def left(self) -> Iterator[str]:
        """The names of the fields that say something and were not taken."""
        for name in type(self.part).model_fields:
            if name not in self._taken and self.has(name):
                yield name
        for inside in self._inside.values():
            for part in inside:
                yield from part.left()


class Asking(Part):
    """A whole question, and what its format cannot say of it."""

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self.id: str = self.take("id")
        self.kind: str = self.take("kind")
        self._said: list[str] = []

    def cannot(self, what: str) -> None:
        """Remember something that the format says otherwise, or not at all."""
        if what not in self._said:
            self._said.append(what)

    @property
    def lost(self) -> list[Lost]:
        """What was remembered, and every field that nobody asked for."""
        left = dict.fromkeys(self.left())
        fields = (
            [f"without its {', '.join(_WORDS.get(one, one) for one in left)}."] if left else []
        )
        return [Lost(self.id, what) for what in [*self._said, *fields]]


class Unsayable(Exception):  # noqa: N818 -- what a format lacks, not our failure
    """Why a format cannot hold a question at all."""


_WORDS = {
    "again": "step to read again (`again`)",
    "accents": "rule that accents count",
    "case": "rule that capitals count",
    "forbidden": "forbidden words",
    "image": "picture",
    "lines": "height of the box",
    "marks": "rule of marking as a whole or in parts",
    "minimum": "least length",
    "model": "model answer",
    "not_yet": "words for an answer that is not right yet",
    "right": "words for a right answer",
    "rubric": "rubric",
    "shuffle": "fixed order of options",
    "why": "reasons",
    "worth": "worth",
}
