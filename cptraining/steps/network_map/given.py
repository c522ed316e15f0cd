"""What an author gives with a map: people to practise with, a map to begin with, questions."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from cptraining.rules.authoring import Key, Part, Text, mistake
from cptraining.rules.prose import Line, Prose
from cptraining.steps.network_map.drawing import with_angles
from cptraining.steps.network_map.items import Item

MOST = 150
LONGEST_NAME = 40

Name = Annotated[
    str, StringConstraints(min_length=1, max_length=LONGEST_NAME, strip_whitespace=True)
]


class Person(Part):
    """An invented person to map instead of oneself; `card` tells what there is to place."""

    id: Key
    name: Text
    card: Prose


class Question(Part):
    """A question under the map, to be answered in words; `starter` is a way to begin."""

    id: Key
    prompt: Line
    starter: Text | None = None


class Thing(Part):
    """A person, place or activity on a map that is given; `knows` are names of others on it."""

    name: Name
    kind: Literal["person", "place", "activity"]
    circle: Literal["close", "middle", "outer"]
    effect: Literal["gives", "neutral", "drains"] = "neutral"
    paid: bool = False
    gets: bool = False
    angle: Annotated[int, Field(ge=0, lt=360)] | None = None
    knows: tuple[Name, ...] = ()


Things = Annotated[tuple[Thing, ...], Field(max_length=MOST)]


class Given(Part):
    """A map to go on with or, when it is `fixed`, to look at.

    `middle` is the id of one of the people, none = the learner. What has one name on both maps
    is the same thing.
    """

    middle: Key | None = None
    fixed: bool = False
    items: Annotated[Things, Field(min_length=1)]
    before: Things = ()

    @model_validator(mode="after")
    def _names_things_once(self) -> Self:
        for where in ("items", "before"):
            _check(getattr(self, where), where)
        return self


def _check(things: Sequence[Thing], where: str) -> None:
    names: set[str] = set()
    for place, thing in enumerate(things):
        if thing.name.casefold() in names:
            raise mistake("a name of its own", where, place, "name")
        names.add(thing.name.casefold())
    for place, thing in enumerate(things):
        for known in thing.knows:
            if known.casefold() not in names:
                raise mistake(f"names on this map; “{known}” is not", where, place, "knows")


def things(given: Sequence[Thing], mark: str) -> list[Item]:
    """What the author gave as it stands on a map; `mark` keeps its ids apart from others."""
    ids = {thing.name.casefold(): f"{mark}{number}" for number, thing in enumerate(given, 1)}
    return with_angles(list(_items(given, ids)))


def _items(given: Sequence[Thing], ids: Mapping[str, str]) -> Iterator[Item]:
    for thing in given:
        knows = tuple(ids[name.casefold()] for name in thing.knows)
        said = thing.model_dump(exclude={"knows"})
        yield Item(id=ids[thing.name.casefold()], knows=knows, **said)
