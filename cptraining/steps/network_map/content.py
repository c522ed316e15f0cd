"""A map of the people, places and activities around somebody."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from cptraining.rules.authoring import Key, Part, Text, once
from cptraining.rules.prose import Prose
from cptraining.rules.words import Words
from cptraining.steps.content import Content, Told
from cptraining.steps.network_map import drawing
from cptraining.steps.network_map.items import Item, items_of, text_of, ties
from cptraining.steps.network_map.reading import Changes, Reading, changes, lost, matched, reading

OWN = "own"
"""Who is in the middle when it is the person who fills in the map."""

KIND_NAMES: Mapping[str, Words] = {
    "person": Words("person"),
    "place": Words("place"),
    "activity": Words("activity"),
}
CIRCLE_NAMES: Mapping[str, Words] = {
    "close": Words("close"),
    "middle": Words("middle"),
    "outer": Words("outer"),
}
EFFECT_NAMES: Mapping[str, Words] = {
    "gives": Words("gives something"),
    "neutral": Words("neutral"),
    "drains": Words("wears out"),
}


class Person(Part):
    """An invented person to map instead of oneself; `card` tells what there is to place."""

    id: Key
    name: Text
    card: Prose


class NetworkMap(Content):
    """An answer is {"middle": "own" or a person's id, "items": [item, …]}.

    An item is {"id", "name", "kind": person | place | activity, "circle": close | middle | outer,
    "effect": gives | neutral | drains, "paid": true | false, "angle": degrees from the right,
    "knows": [id, …]}. `minimum` items and all three kinds make a map. One that began as a copy of
    an earlier map has the items of that under "before".
    """

    minimum: Annotated[int, Field(ge=1, le=40)] = 8
    people: tuple[Person, ...] = ()

    @model_validator(mode="after")
    def _has_distinct_people(self) -> Self:
        once((person.id for person in self.people), "people", taken=OWN)
        return self

    def name(self, middle: str) -> str | None:
        """The invented person in the middle; None when it is the learner."""
        return next((person.name for person in self.people if person.id == middle), None)

    def missing(self, answer: Any) -> list[Words]:
        """More items, or one of the kinds that is not there yet."""
        items = items_of(answer)
        left = self.minimum - len(items)
        fewer = [Words("Add {n} more to your map.", n=left)] if left > 0 else []
        found = {item.kind for item in items}
        return fewer + [words for kind, words in _ABSENT.items() if kind not in found]

    def items(self, answer: Any) -> list[Item]:
        """Everything on the map, with the place of each."""
        return drawing.with_angles(items_of(answer))

    def before(self, answer: Any) -> list[Item]:
        """What was on the earlier map; nothing where there is none."""
        return items_of(answer, "before")

    def drawn(self, answer: Any) -> list[drawing.Spot]:
        """The picture; what is gone since the earlier map has the number 0 and comes last."""
        items = items_of(answer)
        return drawing.drawn(items, lost(self.before(answer), items))

    def new(self, answer: Any) -> set[str]:
        """The ids of what is on this map and was not on the earlier one."""
        if not (before := self.before(answer)):
            return set()
        items = items_of(answer)
        return {item.id for item in items} - matched(before, items).keys()

    def ties(self, answer: Any) -> list[tuple[str, str]]:
        """The ids of those that know each other."""
        return ties(items_of(answer))

    def reading(self, answer: Any) -> Reading:
        """Aids to reading a map."""
        return reading(items_of(answer))

    def changes(self, answer: Any) -> Changes | None:
        """What came and went since the earlier map; None when there is none."""
        before = self.before(answer)
        return changes(before, items_of(answer)) if before else None

    def begun_from(self, answer: Any) -> Any:
        """A copy of the earlier map, which remembers what it is a copy of."""
        if not items_of(answer):
            return None
        return {"middle": answer.get("middle", OWN), "items": answer["items"]} | {
            "before": answer["items"]
        }

    def told(self, answer: Any) -> list[Told]:
        """Who is in the middle, everything on the map, and what changed since the earlier one."""
        items = items_of(answer)
        if not items:
            return []
        name = self.name(answer.get("middle", OWN))
        found = [Told(Words("In the middle"), (name or Words("Me"),))]
        found += [
            Told(Words("On the map, {n}", n=number), tuple(self.facts(item, items)))
            for number, item in enumerate(items, 1)
        ]
        if since := self.changes(answer):
            lists = zip(_CHANGED, since[:4], strict=True)
            found += [Told(words, tuple(names)) for words, names in lists if names]
        return found

    def facts(self, item: Item, items: Sequence[Item]) -> Iterator[Words | str]:
        """An item in words: its name, what it is, how close, what it does, whom it knows."""
        yield item.name
        if item.kind:
            yield KIND_NAMES[item.kind]
        if item.circle:
            yield CIRCLE_NAMES[item.circle]
        yield EFFECT_NAMES[item.effect]
        if item.paid:
            yield Words("paid to be there")
        if known := text_of(item.knows, items):
            yield Words("knows {names}", names=known)


_ABSENT = {
    "person": Words("Add at least one person."),
    "place": Words("Add at least one place."),
    "activity": Words("Add at least one activity."),
}

_CHANGED = (
    Words("New since the earlier map"),
    Words("Gone since the earlier map"),
    Words("Nearer than before"),
    Words("Further out than before"),
)
