"""What is on a map: read from an answer of whatever version, with the ties between."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

KINDS = ("person", "place", "activity")
CIRCLES = ("close", "middle", "outer")
EFFECTS = ("gives", "neutral", "drains")


class Item(NamedTuple):
    """A person, place or activity; `angle` in degrees, None = not placed yet; `knows` are ids.

    `kind` and `circle` are "" where nothing we know was stored.
    """

    id: str
    name: str
    kind: str
    circle: str
    effect: str
    paid: bool
    angle: int | None
    knows: tuple[str, ...]


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


def ids_in(text: str, records: Sequence[Mapping[str, Any]]) -> tuple[list[str], list[str]]:
    """The ids that a text names, and the words in it that name nothing on the map.

    Names stand between commas and may hold commas themselves; a number is that of a row.
    """
    first: dict[str, str] = {}
    for one in records:
        first.setdefault(one["name"].casefold(), one["id"])
    rows = {str(number): one["id"] for number, one in enumerate(records, 1)}
    found: list[str] = []
    unknown: list[str] = []
    for word in _words(text, first):
        id_ = first.get(word.casefold()) or rows.get(word)
        (found if id_ else unknown).append(id_ or word)
    return list(dict.fromkeys(found)), unknown


def _words(text: str, names: Mapping[str, str]) -> Iterator[str]:
    parts = [part.strip() for part in text.split(",")]
    longest = max((name.count(",") for name in names), default=0) + 1
    while parts:
        ends = range(min(longest, len(parts)), 1, -1)
        joined = ((end, ", ".join(parts[:end])) for end in ends)
        end, word = next((one for one in joined if one[1].casefold() in names), (1, parts[0]))
        parts = parts[end:]
        if word:
            yield word


def text_of(ids: Iterable[str], items: Sequence[Item]) -> str:
    """The names behind ids as one text that `ids_in` understands; of twins the number."""
    first: dict[str, str] = {}
    said: dict[str, str] = {}
    for number, item in enumerate(items, 1):
        is_first = first.setdefault(item.name.casefold(), item.id) == item.id
        said.setdefault(item.id, item.name if is_first else str(number))
    return ", ".join(said[id_] for id_ in ids if id_ in said)
