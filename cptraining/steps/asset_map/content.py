"""What an area has, by sort and by distance, and how fresh the knowledge of it is."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from cptraining.rules.authoring import Key, Part, Text, mistake, once
from cptraining.rules.dates import stored_day
from cptraining.rules.prose import Line, plain
from cptraining.rules.words import Words
from cptraining.steps.asset_map.drawing import Placed, edges, placed
from cptraining.steps.asset_map.reading import Reading, reading
from cptraining.steps.content import Ask, Content, Told, said

SORTS: Mapping[str, Words] = {
    "people": Words("People’s gifts"),
    "groups": Words("Groups and clubs"),
    "institutions": Words("Institutions"),
    "places": Words("Places"),
    "exchanges": Words("Exchanges"),
    "stories": Words("Stories and culture"),
}

RINGS: Mapping[str, Words] = {
    "near": Words("A short walk"),
    "middle": Words("A longer walk"),
    "far": Words("A bus or a drive"),
}

ASKS: Mapping[str, Words] = {
    "what": Words("What happens there?"),
    "when": Words("When?"),
    "cost": Words("What does it cost?"),
    "way": Words("How do you get there?"),
    "hello": Words("Who says hello? (role only, no names)"),
    "access": Words("Steps, noise, toilets, languages …"),
    "first": Words("What would the first time be like?"),
}

FIXED = ("id", "name", "sort", "ring", "been", "checked")
"""What every entry has, whatever an author asks besides."""


class Choosable(Part):
    """A sort, or a ring, of the author's own."""

    id: Key
    name: Text


class Mark(Part):
    """Something to tick about an entry; `least` is how many entries must have it."""

    id: Key
    label: Text
    least: Annotated[int, Field(ge=0, le=40)] = 0


class AssetMap(Content):
    """An answer is {"items": [item, …], "note": text}.

    An item has "name", "sort", "ring", "been" (true: first-hand) and "checked" (a day or ""),
    what was written by the ids of `asks`, and true or false by the ids of `marks`.
    """

    minimum: Annotated[int, Field(ge=1, le=40)] = 10
    least_sorts: Annotated[int, Field(ge=0, le=6)] = 0
    least_been: Annotated[int, Field(ge=0, le=40)] = 0
    sorts: Annotated[tuple[Choosable, ...], Field(max_length=6)] = ()
    rings: Annotated[tuple[Choosable, ...], Field(max_length=6)] = ()
    asks: Annotated[tuple[Ask, ...], Field(max_length=8)] | None = None
    marks: Annotated[tuple[Mark, ...], Field(max_length=4)] = ()
    distance: Text | None = None
    checked: Text | None = None
    question: Line | None = None

    @model_validator(mode="after")
    def _has_distinct_parts(self) -> Self:
        once((sort.id for sort in self.sorts), "sorts")
        once((ring.id for ring in self.rings), "rings")
        once((ask.id for ask in self.asks or ()), "asks")
        once((mark.id for mark in self.marks), "marks")
        _free([ask.id for ask in self.asks or ()], "asks", FIXED)
        _free([mark.id for mark in self.marks], "marks", (*FIXED, *self.asked))
        return self

    @property
    def sort_names(self) -> Mapping[str, Words | str]:
        """The sorts by id: the author's, or the six that the course teaches."""
        return {sort.id: sort.name for sort in self.sorts} or SORTS

    @property
    def ring_names(self) -> Mapping[str, Words | str]:
        """The rings by id, the innermost first."""
        return {ring.id: ring.name for ring in self.rings} or RINGS

    @property
    def asked(self) -> Mapping[str, Words | str]:
        """What is asked about each entry besides, by id."""
        return ASKS if self.asks is None else {ask.id: ask.label for ask in self.asks}

    def items(self, answer: Any) -> list[Mapping[str, Any]]:
        """The entries, of whatever version of the form."""
        found = answer.get("items") if isinstance(answer, Mapping) else None
        return [item for item in found or () if isinstance(item, Mapping)]

    def missing(self, answer: Any) -> list[Words]:
        """More entries, sorts, visits or ticks; a sort and a ring of each entry; the note."""
        items = self.items(answer)
        vague = sum(not (item.get("sort") and item.get("ring")) for item in items)
        left = self.minimum - len(items)
        found = [Words("Add {n} more to your map.", n=left)] if left > 0 else []
        if vague:
            found.append(Words("Choose a sort and a place on the map for {n} more.", n=vague))
        return found + list(self._unmet(items)) + self._unanswered(answer)

    def _unmet(self, items: Sequence[Mapping[str, Any]]) -> Iterator[Words]:
        sorts = len({item.get("sort") for item in items} & set(self.sort_names))
        if (left := self.least_sorts - sorts) > 0:
            yield Words("Find something of {n} more sorts.", n=left)
        if (left := self.least_been - sum(bool(item.get("been")) for item in items)) > 0:
            yield Words("Go and see {n} more of them yourself.", n=left)
        for mark in self.marks:
            if (left := mark.least - sum(item.get(mark.id) is True for item in items)) > 0:
                yield Words("Tick “{label}” for {n} more.", label=mark.label, n=left)

    def _unanswered(self, answer: Any) -> list[Words]:
        is_open = self.question and not (answer or {}).get("note")
        return [Words("Answer the question under the list.")] if is_open else []

    def begun_from(self, answer: Any) -> Any:
        """A copy of the earlier map: it grows, and what was asked there once is not lost."""
        return {"items": self.items(answer), "note": ""}

    def told(self, answer: Any) -> list[Told]:
        """Every entry with all that is known about it, then the note."""
        found = [
            Told(Words("Entry {n}", n=number), tuple(self.facts(item)))
            for number, item in enumerate(self.items(answer), 1)
        ]
        if note := (answer or {}).get("note"):
            found.append(Told(plain(self.question or ""), (note,)))
        return found

    def facts(self, item: Mapping[str, Any]) -> Iterator[Words | str]:
        """An entry in words: its name, where it stands, what was written, how fresh it is."""
        yield str(item.get("name", ""))
        for names, key in ((self.sort_names, "sort"), (self.ring_names, "ring")):
            if item.get(key) in names:
                yield names[str(item[key])]
        for id_, label in self.asked.items():
            if item.get(id_):
                yield said(label, item[id_])
        yield from (mark.label for mark in self.marks if item.get(mark.id) is True)
        if item.get("been") is True:
            yield Words("I have been there")
        yield self.checked_on(item)

    def checked_on(self, item: Mapping[str, Any]) -> Words:
        """When somebody last made sure of it, in words."""
        day = stored_day(item.get("checked"))
        if day is None:
            return Words("No date: not checked")
        return Words("{what}: {day}", what=self.checked or Words("Last checked"), day=day)

    @property
    def edges(self) -> list[float]:
        """How far out each ring goes in the picture."""
        return edges(len(self.ring_names))

    def drawn(self, items: Sequence[Mapping[str, Any]]) -> list[Placed]:
        """Where the entries stand in the picture."""
        return placed(items, tuple(self.ring_names))

    def reading(self, items: Sequence[Mapping[str, Any]]) -> Reading:
        """Aids to reading the map; they never score it."""
        return reading(items, self.sort_names)


def _free(ids: Iterable[str], where: str, taken: Collection[str]) -> None:
    """Raise a mistake at an id that a column of every entry has already."""
    for place, id_ in enumerate(ids):
        if id_ in taken:
            raise mistake(f"an id of its own; “{id_}” is taken", where, place, "id")
