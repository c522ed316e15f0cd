"""Cards to put in bins; some cards may go in more than one, or in any."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import Field

from cptraining.rules.authoring import Key, Part, Text
from cptraining.rules.prose import Line
from cptraining.rules.words import Words
from cptraining.steps.content import Told
from cptraining.steps.placing import Box, Choosing


class Bin(Part):
    """A place for cards; `ask` is asked about every card that is put here."""

    id: Key
    name: Text
    ask: Line | None = None


class Sort(Choosing):
    """An answer is {card's id: bin's id}, and texts by the ids of the questions in `then`.

    What was written for a bin's `ask` has the key "<card>.<bin>".
    """

    listed = "bins"
    bins: Annotated[tuple[Bin, ...], Field(min_length=2, max_length=8)]

    @property
    def names(self) -> dict[str, str]:
        """The bins' names by id, in order."""
        return {bin_.id: bin_.name for bin_ in self.bins}

    @property
    def boxes(self) -> dict[str, Box]:
        """A box for every card in every bin that asks, then those for all cards together."""
        return {box.key: box for box in self._asked()} | super().boxes

    def wanted(self, places: Mapping[str, Any]) -> list[str]:
        """What the bins ask about the cards that are in them, and what is required anyway."""
        asked = [box.key for box in self._asked() if places.get(str(box.card)) == box.place]
        return asked + super().wanted(places)

    def more(self, left: int) -> Words:
        """How many cards are not yet in a bin."""
        return Words("Choose a place for {n} more of the cards.", n=left)

    def told(self, answer: Any) -> list[Told]:
        """The cards of each bin, and what was written."""
        places = self.places(answer)
        found = {
            name: tuple(card.text for card in self.cards if places.get(card.id) == id_)
            for id_, name in self.names.items()
        }
        sorted_ = [Told(name, texts) for name, texts in found.items() if texts]
        return sorted_ + self.told_texts(answer)

    def _asked(self) -> Iterator[Box]:
        for card in self.cards:
            for bin_ in self.bins:
                if bin_.ask:
                    key = f"{card.id}.{bin_.id}"
                    yield Box(key=key, prompt=bin_.ask, card=card.id, place=bin_.id)
