"""Cards to put in bins; some cards may go in more than one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from cptraining.rules.authoring import Key, Part, Text, mistake, once
from cptraining.rules.prose import Line
from cptraining.rules.words import Words
from cptraining.steps.content import Content


class Bin(Part):
    """A place for cards."""

    id: Key
    name: Text


class Card(Part):
    """What to place; `right` lists the bins where it may go, the likeliest first."""

    id: Key
    text: Text
    right: Annotated[tuple[Key, ...], Field(min_length=1)]
    why: Line


@dataclass(frozen=True)
class Placed:
    """Where a card was put, whether it may be there, and the names of all its right bins."""

    card: Card
    bin: str
    is_right: bool
    right: list[str]


@dataclass(frozen=True)
class Feedback:
    """Every placed card; `closing` is said once all of them are placed, else None."""

    placed: list[Placed]
    closing: str | None


class Sort(Content):
    """An answer is {card's id: bin's id}, without the cards not yet placed."""

    bins: Annotated[tuple[Bin, ...], Field(min_length=2, max_length=8)]
    cards: Annotated[tuple[Card, ...], Field(min_length=2, max_length=20)]
    closing: Line

    @model_validator(mode="after")
    def _has_bins_for_cards(self) -> Self:
        once((bin_.id for bin_ in self.bins), "bins")
        once((card.id for card in self.cards), "cards")
        for place, card in enumerate(self.cards):
            if unknown := set(card.right) - self.names.keys():
                known = ", ".join(self.names)
                raise mistake(f"one of {known}; not {min(unknown)}", "cards", place, "right")
        return self

    @property
    def names(self) -> dict[str, str]:
        """The bins' names by id, in order."""
        return {bin_.id: bin_.name for bin_ in self.bins}

    def missing(self, answer: Any) -> list[Words]:
        """The cards not yet placed."""
        left = len(self.cards) - len(answer or ())
        return [Words("Choose a place for {n} more of the cards.", n=left)] if left > 0 else []

    def feedback(self, answer: Any) -> Feedback | None:
        """What there is to say about the cards placed so far."""
        if not answer:
            return None
        placed = [self._placed(card, answer) for card in self.cards if card.id in answer]
        return Feedback(placed, None if self.missing(answer) else self.closing)

    def _placed(self, card: Card, answer: Mapping[str, str]) -> Placed:
        bin_ = answer[card.id]
        right = [self.names[id_] for id_ in card.right]
        return Placed(card, self.names[bin_], is_right=bin_ in card.right, right=right)
