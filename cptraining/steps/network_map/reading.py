"""Aids to reading a map together: they name what is there, and never score it."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from cptraining.rules.words import Words
from cptraining.steps.network_map.items import CIRCLES, KINDS, Item, ties

MOST_INTRODUCTIONS = 6
"""So many are suggested; more would be a list to work off."""

TALK: Mapping[str, Words] = {
    "count": Words("People: {person}. Places: {place}. Activities: {activity}."),
    "no-person": Words("No person yet."),
    "no-place": Words("No place yet."),
    "no-activity": Words("No activity yet."),
    "unpaid": Words("Without those marked P, these stay: {names}."),
    "none": Words("Without those marked P, nothing stays on this map."),
    "gets": Words("Get something too: {names}."),
    "people": Words("{by} could bring {one} and {other} together."),
    "there": Words("At “{by}”, {one} and {other} could meet."),
}
"""What can be said about a map; aids.js fills the same gaps while somebody draws."""

CHANGED: Mapping[str, Words] = {
    "gained": Words("Gained: {names}."),
    "lost": Words("Lost: {names}."),
    "nearer": Words("Nearer: {names}."),
    "further": Words("Further out: {names}."),
    "tied": Words("They know each other now: {names}."),
    "untied": Words("No longer tied: {names}."),
    "same": Words("Nothing is gained, lost or moved so far."),
}
"""What can be said about a map beside an earlier one."""


class Changes(NamedTuple):
    """What became of an earlier map: names, in the order of the list; of ties both names."""

    gained: list[str]
    lost: list[str]
    nearer: list[str]
    further: list[str]
    tied: list[str]
    untied: list[str]


def _said(sentences: Mapping[str, Words], name: str, **gaps: object) -> Words:
    return Words(sentences[name].text, **gaps)


def talk(items: Sequence[Item]) -> list[Words]:
    """What is there, what is not, who stays without those paid, who may meet."""
    counts = {kind: sum(item.kind == kind for item in items) for kind in KINDS}
    found = [_said(TALK, "count", **counts)]
    found += [TALK[f"no-{kind}"] for kind, count in counts.items() if not count]
    unpaid = [item.name for item in items if not item.paid]
    if items:
        name = "unpaid" if unpaid else "none"
        found.append(_said(TALK, name, names=", ".join(unpaid)))
    if gets := [item.name for item in items if item.gets]:
        found.append(_said(TALK, "gets", names=", ".join(gets)))
    for by, one, other in introductions(items):
        name = "people" if by.kind == "person" else "there"
        found.append(_said(TALK, name, by=by.name, one=one.name, other=other.name))
    return found


def introductions(items: Sequence[Item]) -> list[tuple[Item, Item, Item]]:
    """Three each: who (or what place or activity) could bring which two together.

    One of the two is a person, and they are not tied yet.
    """
    found: list[tuple[Item, Item, Item]] = []
    for meeting in _meetings(items):
        if len(found) == MOST_INTRODUCTIONS:
            break
        found.append(meeting)
    return found


def _meetings(items: Sequence[Item]) -> Iterator[tuple[Item, Item, Item]]:
    known: dict[str, set[str]] = defaultdict(set)
    for id_, tied in ties(items):
        known[id_].add(tied)
        known[tied].add(id_)
    told: set[tuple[str, str]] = set()
    for by in (item for item in items if len(known[item.id]) > 1):
        friends = [item for item in items if item.id in known[by.id]]
        for one, other in combinations(friends, 2):
            is_new = other.id not in known[one.id] and (one.id, other.id) not in told
            if is_new and "person" in {one.kind, other.kind}:
                told.add((one.id, other.id))
                yield by, one, other


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


def new(before: Sequence[Item], after: Sequence[Item]) -> set[str]:
    """The ids of what is only on the later map; none where there is no earlier one."""
    return {item.id for item in after} - matched(before, after).keys() if before else set()


def changes(before: Sequence[Item], after: Sequence[Item]) -> Changes:
    """Gained, lost, nearer and further, and the ties between that came and went."""
    same = matched(before, after)
    now = {old.id: id_ for id_, old in same.items()}
    names = {now.get(item.id, item.id): item.name for item in before}
    names |= {item.id: item.name for item in after}
    was = [(now.get(a, a), now.get(b, b)) for a, b in ties(before)]
    is_ = ties(after)

    def moved(by: int) -> list[str]:
        pairs = [(item, same[item.id]) for item in after if item.id in same]
        return [item.name for item, old in pairs if _further(old, item) * by > 0]

    def only(pairs: list[tuple[str, str]], others: list[tuple[str, str]]) -> list[str]:
        there = {frozenset(pair) for pair in others}
        return [f"{names[a]} + {names[b]}" for a, b in pairs if frozenset((a, b)) not in there]

    return Changes(
        [item.name for item in after if item.id not in same],
        [item.name for item in lost(before, after)],
        moved(-1),
        moved(1),
        only(is_, was),
        only(was, is_),
    )


def changed(before: Sequence[Item], after: Sequence[Item]) -> list[Words]:
    """What came and went since the earlier map, in sentences."""
    found = changes(before, after)
    said = [
        _said(CHANGED, name, names="; ".join(names) if "tied" in name else ", ".join(names))
        for name, names in found._asdict().items()
        if names
    ]
    return said or [CHANGED["same"]]


def is_same(before: Sequence[Item], after: Sequence[Item]) -> bool:
    """Whether nothing at all has changed."""
    return changed(before, after) == [CHANGED["same"]]


def _further(old: Item, new: Item) -> int:
    """How many circles further out it stands now."""
    if not (old.circle and new.circle):
        return 0
    return CIRCLES.index(new.circle) - CIRCLES.index(old.circle)
