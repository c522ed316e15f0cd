"""Cards to place: what the kinds share in which a person sorts, matches or ranks."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, NamedTuple, Self

from pydantic import Field, model_validator

from cptraining.rules.authoring import Key, Part, Text, mistake, once
from cptraining.rules.prose import Line, plain
from cptraining.rules.words import Words
from cptraining.steps.content import Content, Told

Answer = Mapping[str, Any]


class Card(Part):
    """What to place; `why` is said once it has a place."""

    id: Key
    text: Text
    why: Line | None = None


class Then(Part):
    """A question for when the cards are placed; `model` is what others wrote, shown afterwards."""

    id: Key
    prompt: Line
    model: Line | None = None
    required: bool = False


class Box(NamedTuple):
    """Room to write: its key in the answer, the question, and the card it belongs to, if any."""

    key: str
    prompt: str
    card: str | None = None
    place: str | None = None


class Placing(Content):
    """An answer is {card's id: its place, a question's key: text}, without what is not filled in.

    The ids of cards and of questions differ, so that one mapping holds both.
    """

    cards: Annotated[tuple[Card, ...], Field(min_length=2, max_length=20)]
    closing: Line | None = None
    then: Annotated[tuple[Then, ...], Field(max_length=5)] = ()

    @model_validator(mode="after")
    def _has_ids_of_their_own(self) -> Self:
        once((card.id for card in self.cards), "cards")
        cards = {card.id for card in self.cards}
        for place, then in enumerate(self.then):
            if then.id in cards:
                raise mistake(f"an id that no card has; not “{then.id}”", "then", place, "id")
        once((then.id for then in self.then), "then")
        return self

    @property
    def needed(self) -> int:
        """How many cards must have a place."""
        return len(self.cards)

    @property
    def boxes(self) -> dict[str, Box]:
        """Where one can write, by key."""
        return {then.id: Box(key=then.id, prompt=then.prompt) for then in self.then}

    def is_place(self, value: Any) -> bool:
        """Whether a card may be put there."""
        raise NotImplementedError

    def more(self, left: int) -> Words:
        """What to say when so many cards have no place yet."""
        raise NotImplementedError

    def places(self, answer: Any) -> dict[str, Any]:
        """Where the cards are, in the cards' order; what no longer exists is left out."""
        given: Answer = answer if isinstance(answer, Mapping) else {}
        found = {card.id: given.get(card.id) for card in self.cards}
        return {id_: place for id_, place in found.items() if self.is_place(place)}

    def texts(self, answer: Any) -> dict[str, str]:
        """What was written, by the key of its box."""
        given: Answer = answer if isinstance(answer, Mapping) else {}
        found = {key: given.get(key) for key in self.boxes}
        return {key: text for key, text in found.items() if isinstance(text, str) and text}

    def wanted(self, _places: Mapping[str, Any]) -> list[str]:
        """The keys of the boxes that must not stay blank with the cards placed like this."""
        return [then.id for then in self.then if then.required]

    def missing(self, answer: Any) -> list[Words]:
        """Cards without a place, and questions without words."""
        places, texts = self.places(answer), self.texts(answer)
        left = self.needed - len(places)
        blank = [key for key in self.wanted(places) if key not in texts]
        unplaced = [self.more(left)] if left > 0 else []
        unsaid = [Words("Write something for {n} more of the questions.", n=len(blank))]
        return unplaced + (unsaid if blank else [])

    def told_texts(self, answer: Any) -> list[Told]:
        """Each question with what was written."""
        boxes = self.boxes
        return [
            Told(self._asked_of(boxes[key]), (text,)) for key, text in self.texts(answer).items()
        ]

    def _asked_of(self, box: Box) -> str:
        about = next((f"{card.text}: " for card in self.cards if card.id == box.card), "")
        return about + plain(box.prompt)


class Fitting(Card):
    """A card with the places where it fits, the likeliest first; none = wherever one likes.

    `whys` says something else than `why` at some places.
    """

    right: tuple[Key, ...] = ()
    whys: Annotated[dict[Key, Line], Field(default_factory=dict)]


@dataclass(frozen=True)
class Placed:
    """Where a card was put, whether it fits there (None = nobody can say), and where it would."""

    card: Card
    place: str
    is_right: bool | None
    right: list[str]
    why: str | None


@dataclass(frozen=True)
class Feedback:
    """Every placed card; `closing` is said once all of them are placed, else None."""

    placed: list[Placed]
    closing: str | None

    @property
    def judged(self) -> int:
        """How many of them can be in a wrong place."""
        return sum(one.is_right is not None for one in self.placed)

    @property
    def fitting(self) -> int:
        """How many of those fit."""
        return sum(one.is_right is True for one in self.placed)

    def of(self, id_: str) -> Placed | None:
        """What there is to say about one card."""
        return next((one for one in self.placed if one.card.id == id_), None)


class Choosing(Placing):
    """Cards that go to places with names; `listed` is the field in which an author lists them."""

    listed: ClassVar[str]

    cards: Annotated[tuple[Fitting, ...], Field(min_length=2, max_length=20)]

    @model_validator(mode="after")
    def _has_places_for_cards(self) -> Self:
        once((place.id for place in getattr(self, self.listed)), self.listed)
        known = ", ".join(self.names)
        for place, card in enumerate(self.cards):
            for where in ("right", "whys"):
                if unknown := set(getattr(card, where)) - self.names.keys():
                    raise mistake(f"one of {known}; not {min(unknown)}", "cards", place, where)
        return self

    @property
    def names(self) -> dict[str, str]:
        """The places' names by id, in order."""
        raise NotImplementedError

    def is_place(self, value: Any) -> bool:
        """Whether there is such a place."""
        return isinstance(value, str) and value in self.names

    def feedback(self, answer: Any) -> Feedback | None:
        """What there is to say about the cards placed so far; None = nothing at all."""
        places = self.places(answer)
        placed = [self._placed(card, places[card.id]) for card in self.cards if card.id in places]
        closing = self.closing if len(places) == self.needed else None
        says = closing or any(one.why or one.is_right is not None for one in placed)
        return Feedback(placed, closing) if says else None

    def _placed(self, card: Fitting, place: str) -> Placed:
        return Placed(
            card,
            self.names[place],
            is_right=place in card.right if card.right else None,
            right=[self.names[id_] for id_ in card.right],
            why=card.whys.get(place, card.why),
        )
