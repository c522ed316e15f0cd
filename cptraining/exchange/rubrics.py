"""A rubric as a table, which those who mark in other systems can read, and ours again."""

from collections.abc import Sequence
from typing import NamedTuple

from cptraining.exchange.asking import Part
from cptraining.exchange.tree import Element

_HEAD = ("Points", "What counts")


class Criterion(NamedTuple):
    """What somebody looks for, and the points it gives."""

    text: list[Element | str]
    points: int


def table(criteria: Sequence[Part]) -> str:
    """The table as HTML."""
    rows = "".join(
        f"<tr><td>{one.take('points')}</td><td>{one.take('text')}</td></tr>\n" for one in criteria
    )
    head = "".join(f"<th>{name}</th>" for name in _HEAD)
    return f"<table>\n<thead>\n<tr>{head}</tr>\n</thead>\n<tbody>\n{rows}</tbody>\n</table>"


def parted(root: Element) -> tuple[list[Criterion], list[Element | str]]:
    """The criteria of such a table at the beginning, and what follows; none = no such table."""
    first = next(iter(root.elements), None)
    rows = [row.all("td", "th") for row in first.find("tr")] if first else []
    if first is None or not rows or tuple(cell.text for cell in rows[0]) != _HEAD:
        return [], list(root.children)
    found = [Criterion(row[1].children, int(row[0].text)) for row in rows[1:] if _is_one(row)]
    rest = root.children[root.children.index(first) + 1 :]
    return found, rest


def _is_one(row: Sequence[Element]) -> bool:
    return len(row) == len(_HEAD) and row[0].text.isdecimal()
