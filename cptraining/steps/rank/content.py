"""Cards to put in an order: one that many would agree on, or one's own."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, model_validator

from cptraining.rules.authoring import Key, Part, Text, mistake
from cptraining.rules.prose import Line
from cptraining.rules.words import Words
from cptraining.steps.content import Told
from cptraining.steps.placing import Card, Placing


def _together(written: Any) -> Any:
    """One id alone is a group of one."""
    return [written] if isinstance(written, str) else written


Group = Annotated[
    tuple[Key, ...], BeforeValidator(_together, json_schema_input_type=Any), Field(min_length=1)
]
"""Cards that may change places with each other."""


class Other(Part):
    """The order of somebody else, and their reason."""

    who: Text
    order: Annotated[tuple[Key, ...], Field(min_length=1)]
    why: Line | None = None


@dataclass(frozen=True)
class Standing:
    """A card at a number; `first` and `last` are the numbers where most would have it.

    `moved` is how many places it would go up (below 0) or down; all three are None when there
    is no order to compare with.
    """

    card: Card
    number: int
    first: int | None
    last: int | None
    moved: int | None

    @property
    def is_right(self) -> bool | None:
        """Whether most would have it here too."""
        return None if self.moved is None else self.moved == 0


@dataclass(frozen=True)
class Comparison:
    """The cards in the person's order; `closing` and others' orders once it is complete."""

    placed: list[Standing]
    closing: str | None
    is_complete: bool

    @property
    def judged(self) -> int:
        """How many cards there is an order for."""
        return sum(one.moved is not None for one in self.placed)

    @property
    def fitting(self) -> int:
        """How many stand where most would have them."""
        return sum(one.moved == 0 for one in self.placed)

    def of(self, id_: str) -> Standing | None:
        """What there is to say about one card."""
        return next((one for one in self.placed if one.card.id == id_), None)


class Rank(Placing):
    """An answer is {card's id: its number from 1}, and texts by the ids of questions in `then`.

    `first` is how many cards are wanted in order, None = all. `order` is what most would agree
    on, first to last; without it there is no right order, only what `others` said.
    """

    first: Annotated[int, Field(ge=1)] | None = None
    order: tuple[Group, ...] = ()
    others: tuple[Other, ...] = ()

    @model_validator(mode="after")
    def _has_whole_orders(self) -> Self:
        ids = {card.id for card in self.cards}
        if self.first and self.first > len(ids):
            raise mistake(f"at most {len(ids)}, the number of cards", "first")
        listed = [id_ for group in self.order for id_ in group]
        if listed and (len(listed) != len(ids) or set(listed) != ids):
            raise mistake(f"every card once: {', '.join(sorted(ids))}", "order")
        for place, other in enumerate(self.others):
            if unknown := set(other.order) - ids:
                raise mistake(f"ids of cards; not {min(unknown)}", "others", place, "order")
        return self

    @property
    def needed(self) -> int:
        """How many cards are wanted in order."""
        return self.first or len(self.cards)

    def is_place(self, value: Any) -> bool:
        """Whether there is such a number."""
        return type(value) is int and 1 <= value <= self.needed

    def more(self, left: int) -> Words:
        """How many numbers have no card yet."""
        return Words("Give a place in your order to {n} more of the cards.", n=left)

    def ordered(self, answer: Any) -> list[Card]:
        """The cards that have a number, first to last."""
        places = self.places(answer)
        placed = [card for card in self.cards if card.id in places]
        return sorted(placed, key=lambda card: int(places[card.id]))

    def texts_of(self, ids: Iterable[str]) -> list[str]:
        """What the cards with these ids say."""
        texts = {card.id: card.text for card in self.cards}
        return [texts[id_] for id_ in ids]

    def feedback(self, answer: Any) -> Comparison | None:
        """The person's order beside that of others; None = there is nothing to say."""
        placed = [self._standing(card, answer) for card in self.ordered(answer)]
        is_complete = bool(placed) and len(placed) >= self.needed
        closing = self.closing if is_complete else None
        has_order = bool(placed and self.order)
        reasons = any(one.card.why for one in placed)
        says = has_order or reasons or (is_complete and (closing or self.others))
        return Comparison(placed, closing, is_complete) if says else None

    def told(self, answer: Any) -> list[Told]:
        """The order, and what was written."""
        texts = tuple(
            f"{self.places(answer)[card.id]}. {card.text}" for card in self.ordered(answer)
        )
        own = [Told(Words("Your order"), texts)] if texts else []
        return own + self.told_texts(answer)

    def _standing(self, card: Card, answer: Any) -> Standing:
        number = self.places(answer)[card.id]
        before = 0
        for group in self.order:
            first, last = before + 1, before + len(group)
            if card.id in group:
                moved = min(max(number, first), last) - number
                return Standing(card, number, first, last, moved)
            before = last
        return Standing(card, number, None, None, None)
