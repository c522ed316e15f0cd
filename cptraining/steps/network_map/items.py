"""What is on a map: read from an answer of whatever version, with the ties between."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

KINDS = ("person", "place", "activity")
CIRCLES = ("close", "middle", "outer")
EFFECTS = ("gives", "neutral", "drains")


class Item(NamedTuple):
    """A person, place or activity; `angle` in degrees, None = not placed yet; `knows` are ids.

    `effect` is what it does for the person in the middle, `gets` whether that person gives it
    something. `kind` and `circle` are "" where nothing we know was stored.
    """

    id: str
    name: str
    kind: str
    circle: str
    effect: str = "neutral"
    paid: bool = False
    gets: bool = False
    angle: int | None = None
    knows: tuple[str, ...] = ()


def items_of(answer: Any, key: str = "items") -> list[Item]:
    """Everything on the map, in the order of the list."""
    found = answer.get(key) if isinstance(answer, Mapping) else None
    listed = found if isinstance(found, (list, tuple)) else ()
    known = [one for one in listed if isinstance(one, Mapping)]
    return [_item(number, one) for number, one in enumerate(known, 1)]


def _item(number: int, one: Mapping[str, Any]) -> Item:
    angle, knows = one.get("angle"), one.get("knows")
    return Item(
        str(one.get("id") or f"#{number}"),
        str(one.get("name", "")),
        _one_of(KINDS, one.get("kind"), ""),
        _one_of(CIRCLES, one.get("circle"), ""),
        _one_of(EFFECTS, one.get("effect"), "neutral"),
        one.get("paid") is True,
        one.get("gets") is True,
        angle % 360 if isinstance(angle, int) else None,
        tuple(map(str, knows)) if isinstance(knows, (list, tuple)) else (),
    )


def _one_of(known: Sequence[str], value: Any, otherwise: str) -> str:
    return value if isinstance(value, str) and value in known else otherwise


def ties(items: Iterable[Item]) -> list[tuple[str, str]]:
    """Each pair of ids that know each other, once, whichever of the two says so."""
    listed = list(items)
    there = {item.id for item in listed}
    pairs = {
        frozenset((item.id, other)): (item.id, other)
        for item in listed
        for other in item.knows
        if other in there and other != item.id
    }
    return list(pairs.values())


class Names:
    """What things on a map are called in a text, and what a text of names means.

    Names stand between commas and may hold commas themselves; a number is that of a row, and of
    twins the second is called by it.
    """

    def __init__(self, called: Iterable[tuple[str, str]]) -> None:
        self._ids: dict[str, str] = {}
        self._said: dict[str, str] = {}
        self._rows: dict[str, str] = {}
        for number, (id_, name) in enumerate(called, 1):
            is_first = self._ids.setdefault(name.casefold(), id_) == id_
            self._said.setdefault(id_, name if is_first else str(number))
            self._rows[str(number)] = id_
        self._longest = max((name.count(",") for name in self._ids), default=0) + 1

    def ids_in(self, text: str) -> tuple[list[str], list[str]]:
        """The ids that a text names, and the words in it that name nothing on the map."""
        found: list[str] = []
        unknown: list[str] = []
        for word in self._words(text):
            id_ = self._ids.get(word.casefold()) or self._rows.get(word)
            (found if id_ else unknown).append(id_ or word)
        return list(dict.fromkeys(found)), unknown

    def _words(self, text: str) -> Iterator[str]:
        parts = [part.strip() for part in text.split(",")] if text else []
        while parts:
            ends = range(min(self._longest, len(parts)), 1, -1)
            joined = ((end, ", ".join(parts[:end])) for end in ends)
            known = (one for one in joined if one[1].casefold() in self._ids)
            end, word = next(known, (1, parts[0]))
            parts = parts[end:]
            if word:
                yield word

    def text_of(self, ids: Iterable[str]) -> str:
        """The names behind ids as one text that `ids_in` understands."""
        return ", ".join(self._said[id_] for id_ in ids if id_ in self._said)


def names_of(items: Iterable[Item]) -> Names:
    """What everything on a map is called."""
    return Names((item.id, item.name) for item in items)
