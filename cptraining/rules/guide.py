"""The guide on paper for the person that a worker supports: few words, each with a picture."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

WRITE = "____"
"""What stands in a sentence where somebody writes with a pen."""


@dataclass(frozen=True)
class Row:
    """Some short sentences beside a picture: sanitised SVG, and `alt` says what it shows."""

    says: tuple[str, ...]
    picture: str
    alt: str


@dataclass(frozen=True)
class Guide:
    """Two pages of rows."""

    title: str
    rows: tuple[Row, ...]

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """The guide that an edition stores."""
        rows = (Row(tuple(row["says"]), row["picture"], row["alt"]) for row in stored["rows"])
        return cls(stored["title"], tuple(rows))
