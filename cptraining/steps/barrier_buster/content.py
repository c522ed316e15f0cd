"""One barrier, looked at from both sides, and one small step each."""

from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from cptraining.rules.authoring import Key, Part, Text, once
from cptraining.rules.words import Words
from cptraining.steps.content import Content

OWN = "own"
"""What is chosen when the barrier is in the learner's own words."""


class Card(Part):
    """A barrier to choose."""

    id: Key
    text: Text


class BarrierBuster(Content):
    """Barriers to choose from.

    An answer is {"card": a card's id, "own" or None, "own": text, and the six fields: "way",
    "helped", "others", "person", "worker", "review"}; texts may be empty.
    """

    cards: Annotated[tuple[Card, ...], Field(min_length=1, max_length=20)]

    @model_validator(mode="after")
    def _has_distinct_cards(self) -> Self:
        once((card.id for card in self.cards), "cards", taken=OWN)
        return self

    def barrier(self, answer: Any) -> str:
        """The chosen barrier in words; empty when none is chosen."""
        if answer["card"] == OWN:
            return str(answer["own"])
        return next((card.text for card in self.cards if card.id == answer["card"]), "")

    def missing(self, answer: Any) -> list[Words]:
        """A barrier, the person's step and the worker's step."""
        written: Mapping[str, Any] = answer or {}
        chosen = bool(written) and bool(self.barrier(answer))
        asked = [] if chosen else [Words("Choose one card, or write a barrier of your own.")]
        return asked + [words for name, words in _STILL.items() if not written.get(name)]


_STILL = {
    "person": Words("Whose wheel is standing still? Write one small step the person takes."),
    "worker": Words("Whose wheel is standing still? Write one small step you take."),
}
