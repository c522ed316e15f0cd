"""Cards, and what belongs to them; some answers may belong to several cards, some to none."""

from typing import Annotated, Any

from pydantic import Field

from cptraining.rules.authoring import Key, Part, Text
from cptraining.rules.words import Words
from cptraining.steps.content import Told
from cptraining.steps.placing import Choosing

FITTING = 28
"""How many letters of a reply can be read in a list on a phone."""


class Reply(Part):
    """What may belong to a card."""

    id: Key
    text: Text


class Match(Choosing):
    """An answer is {card's id: reply's id}, and texts by the ids of the questions in `then`."""

    listed = "answers"
    answers: Annotated[tuple[Reply, ...], Field(min_length=2, max_length=12)]

    @property
    def names(self) -> dict[str, str]:
        """The replies by id, in alphabetical order, which tells nothing."""
        ordered = sorted(self.answers, key=lambda reply: reply.text.casefold())
        return {reply.id: reply.text for reply in ordered}

    @property
    def has_long_answers(self) -> bool:
        """Whether a list would cut some of them off, so that they must stand below it too."""
        return any(len(reply.text) > FITTING for reply in self.answers)

    def more(self, left: int) -> Words:
        """How many cards have nothing beside them yet."""
        return Words("Find what belongs to {n} more of the cards.", n=left)

    def told(self, answer: Any) -> list[Told]:
        """Each card with what was put beside it, and what was written."""
        places = self.places(answer)
        pairs = [
            Told(card.text, (self.names[places[card.id]],))
            for card in self.cards
            if card.id in places
        ]
        return pairs + self.told_texts(answer)
