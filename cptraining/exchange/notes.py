"""What importing and exporting hand back: questions, and all that was not understood."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Authored = dict[str, Any]
"""A question as authors write it in a course's files: text in Markdown, files by their names."""


@dataclass(frozen=True, order=True)
class Note:
    """Something that was not taken over as it stands, and what to do.

    `line` counts from 1 in the imported file, or in `file` of a package.
    """

    line: int
    what: str
    advice: str
    file: str = ""

    def __str__(self) -> str:
        where = f"{self.file}, line {self.line}" if self.file else f"line {self.line}"
        return f"{where}: {self.what} {self.advice}".rstrip()


@dataclass(frozen=True)
class Found:
    """One question of a file, the line where it begins, and how it was written there."""

    line: int
    question: Authored
    source: str
    file: str = ""


@dataclass(frozen=True)
class Kept:
    """Something in a file that cannot be used here, kept as it was written there."""

    line: int
    source: str
    file: str = ""


@dataclass
class Imported:
    """What a file holds: questions, pictures by name, and what is kept without being usable."""

    found: list[Found] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)

    @property
    def questions(self) -> list[Authored]:
        """The questions in the order of the file."""
        return [one.question for one in self.found]


@dataclass(frozen=True)
class Lost:
    """What a format cannot say of one question."""

    question: str
    what: str

    def __str__(self) -> str:
        return f"{self.question}: {self.what}"


@dataclass(frozen=True)
class Exported:
    """A file for another system, and what it does not say."""

    data: bytes
    lost: tuple[Lost, ...]


class Unreadable(Exception):  # noqa: N818 -- the file, not our failure
    """Why a whole file cannot be read: the line, what is wrong and what to do."""

    def __init__(self, line: int, what: str, advice: str) -> None:
        self.note = Note(line, what, advice)
        super().__init__(str(self.note))


Attributes = Mapping[str, str]
