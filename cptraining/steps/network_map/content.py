"""A map of the people, places and activities around somebody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from cptraining.rules.authoring import Key, Part, Text, once
from cptraining.rules.prose import Prose
from cptraining.rules.words import Words
from cptraining.steps.content import Content

OWN = "own"
"""Who is in the middle when it is the person who fills in the map."""


class Person(Part):
    """An invented person to map instead of oneself; `card` tells what there is to place."""

    id: Key
    name: Text
    card: Prose


@dataclass(frozen=True)
class Reading:
    """What to notice about a map: names by kind, and who stays without those who are paid."""

    people: list[str]
    places: list[str]
    activities: list[str]
    unpaid: list[str]


class NetworkMap(Content):
    """An answer is {"middle": "own" or a person's id, "items": [item, …]}.

    An item is {"name", "kind": person | place | activity, "circle": close | middle | outer,
    "effect": gives | neutral | drains, "paid": true | false}. `minimum` items and all three
    kinds make a map.
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
        items: Sequence[Mapping[str, Any]] = answer["items"] if answer else ()
        left = self.minimum - len(items)
        fewer = [Words("Add {n} more to your map.", n=left)] if left > 0 else []
        found = {item["kind"] for item in items}
        return fewer + [words for kind, words in _ABSENT.items() if kind not in found]

    def reading(self, answer: Any) -> Reading:
        """Aids to reading a saved map; they never score it."""
        items: Sequence[Mapping[str, Any]] = answer["items"]
        people, places, activities = (
            [item["name"] for item in items if item["kind"] == kind] for kind in _ABSENT
        )
        unpaid = [item["name"] for item in items if not item["paid"]]
        return Reading(people, places, activities, unpaid)


_ABSENT = {
    "person": Words("Add at least one person."),
    "place": Words("Add at least one place."),
    "activity": Words("Add at least one activity."),
}
