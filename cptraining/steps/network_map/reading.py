"""Aids to reading a map together: they name what is there, and never score it."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from cptraining.steps.network_map.items import CIRCLES, KINDS, Item, ties

MOST_INTRODUCTIONS = 6
"""So many are suggested; more would be a list to work off."""


class Introduction(NamedTuple):
    """Two that could meet through a third that both know: a person, or a place or activity."""

    by: Item
    one: Item
    other: Item


class Changes(NamedTuple):
    """What became of an earlier map: names, in the order of the list; pairs for ties."""

    gained: list[str]
    lost: list[str]
    nearer: list[str]
    further: list[str]
    tied: list[tuple[str, str]]
    untied: list[tuple[str, str]]


class Reading(NamedTuple):
    """What to notice about a map."""

    names: dict[str, list[str]]
    absent: list[str]
    unpaid: list[str]
    introductions: list[Introduction]


def reading(items: Sequence[Item]) -> Reading:
    """Names by kind, the kinds that are not there, who stays without those paid, who may meet."""
    names = {kind: [item.name for item in items if item.kind == kind] for kind in KINDS}
    return Reading(
        names,
        [kind for kind, found in names.items() if not found],
        [item.name for item in items if not item.paid],
        introductions(items),
    )


def introductions(items: Sequence[Item]) -> list[Introduction]:
    """People who could meet someone or something through what they both know."""
    return list(_introductions(items))[:MOST_INTRODUCTIONS]


def _introductions(items: Sequence[Item]) -> Iterator[Introduction]:
    known: dict[str, set[str]] = defaultdict(set)
    for id_, tied in ties(items):
        known[id_].add(tied)
        known[tied].add(id_)
    told: set[tuple[str, str]] = set()
    for by in items:
        friends = [item for item in items if item.id in known[by.id]]
        for one, other in combinations(friends, 2):
            is_new = other.id not in known[one.id] and (one.id, other.id) not in told
            if is_new and "person" in {one.kind, other.kind}:
                told.add((one.id, other.id))
                yield Introduction(by, one, other)


def matched(before: Sequence[Item], after: Sequence[Item]) -> dict[str, Item]:
    """What stood on the earlier map, by the id of the same on the later one.

    It is the same when the id is, else when the name is.
    """
    ids = {item.id: item for item in before}
    kept = {item.id for item in after} & ids.keys()
    names = {item.name.casefold(): item for item in before if item.id not in kept}
    found = {item.id: ids.get(item.id) or names.get(item.name.casefold()) for item in after}
    return {id_: item for id_, item in found.items() if item}


def lost(before: Sequence[Item], after: Sequence[Item]) -> list[Item]:
    """What is only on the earlier map."""
    kept = {item.id for item in matched(before, after).values()}
    return [item for item in before if item.id not in kept]


def changes(before: Sequence[Item], after: Sequence[Item]) -> Changes:
    """Gained, lost, nearer and further, and the ties between that came and went."""
    same = matched(before, after)
    now = {old.id: id_ for id_, old in same.items()}
    old_ties = {
        frozenset((now.get(one, one), now.get(other, other))) for one, other in ties(before)
    }
    new_ties = {frozenset(pair) for pair in ties(after)}
    names = {now.get(item.id, item.id): item.name for item in before}
    names |= {item.id: item.name for item in after}

    def moved(by: int) -> list[str]:
        pairs = [(item, same[item.id]) for item in after if item.id in same]
        return [item.name for item, old in pairs if _further(old, item) * by > 0]

    def named(pairs: list[tuple[str, str]], others: set[frozenset[str]]) -> list[tuple[str, str]]:
        return [(names[a], names[b]) for a, b in pairs if frozenset((a, b)) not in others]

    was = [(now.get(a, a), now.get(b, b)) for a, b in ties(before)]
    return Changes(
        [item.name for item in after if item.id not in same],
        [item.name for item in lost(before, after)],
        moved(-1),
        moved(1),
        named(ties(after), old_ties),
        named(was, new_ties),
    )


def _further(old: Item, new: Item) -> int:
    """How many circles further out it stands now."""
    if not (old.circle and new.circle):
        return 0
    return CIRCLES.index(new.circle) - CIRCLES.index(old.circle)
