"""What a scenario's script says, once it has been read: scenes, lines, choices and ends."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field

from cptraining.rules.authoring import Key, Part, Text

_ASIDE = re.compile(r"(\([^()]*\))")

Levels = Mapping[str, int]
"""Where every dial stands, by the dial's id; the first of its words is level 1."""

Tone = Literal["good", "mixed", "hard"]
"""How an end leaves people."""


class Dial(Part):
    """Something that choices change: `levels` are its words from least to most."""

    id: Key
    name: Text
    levels: Annotated[tuple[Text, ...], Field(min_length=2, max_length=6)]
    start: Annotated[int, Field(ge=1)]


@dataclass(frozen=True)
class Fault:
    """Something wrong in a script: its line, counted from 0, and what was expected there."""

    line: int
    part: str
    expected: str


@dataclass(frozen=True)
class Test:
    """A dial compared with a level."""

    dial: str
    sign: str
    level: int

    def holds(self, levels: Levels) -> bool:
        """Whether it is so at these levels."""
        at = levels[self.dial]
        return {">=": at >= self.level, "<=": at <= self.level, "=": at == self.level}[self.sign]


Condition = tuple[Test, ...]
"""Everything that must be so; empty when nothing must."""


def holds(condition: Condition, levels: Levels) -> bool:
    """Whether all of a condition is so."""
    return all(test.holds(levels) for test in condition)


@dataclass(frozen=True)
class Said:
    """Words of somebody, or of nobody: then they tell what happens."""

    line: int
    who: str | None
    words: str
    when: Condition

    @property
    def parts(self) -> list[tuple[str, bool]]:
        """The words in pieces; those in brackets say how somebody speaks, not what."""
        pieces = [piece for piece in _ASIDE.split(self.words) if piece]
        return [(piece, bool(_ASIDE.fullmatch(piece))) for piece in pieces]


@dataclass(frozen=True)
class Way:
    """Where a choice leads: `other` when `when` is not so after its changes."""

    to: str
    when: Condition = ()
    other: str | None = None

    @property
    def ids(self) -> list[str]:
        """All scenes that it may lead to."""
        return [self.to, *([self.other] if self.other else [])]


@dataclass(frozen=True)
class Choice:
    """What one may do: `line` is that of its arrow, `letter` its name within the scene."""

    line: int
    letter: str
    words: str
    when: Condition
    way: Way
    changes: tuple[tuple[str, int], ...]
    remark: str


@dataclass(frozen=True)
class Scene:
    """One situation; an end when it has a tone."""

    line: int
    id: str
    title: str
    said: tuple[Said, ...]
    choices: tuple[Choice, ...]
    tone: Tone | None
    debrief: tuple[str, ...]


@dataclass(frozen=True)
class Script:
    """All scenes by id; the first one written is where it begins."""

    scenes: Mapping[str, Scene]
    dials: tuple[Dial, ...]

    @property
    def first(self) -> Scene:
        return next(iter(self.scenes.values()))

    @property
    def ends(self) -> list[Scene]:
        """The ends, in the order they are written in."""
        return [scene for scene in self.scenes.values() if scene.tone]

    @property
    def start(self) -> dict[str, int]:
        """Where the dials stand at first."""
        return {dial.id: dial.start for dial in self.dials}

    def open(self, scene: Scene, levels: Levels) -> list[Choice]:
        """The choices there are in a scene at these levels."""
        return [choice for choice in scene.choices if holds(choice.when, levels)]

    def follow(self, choice: Choice, levels: Levels) -> tuple[Scene, dict[str, int]]:
        """The scene that a choice leads to, and the levels then; a dial stops at its ends."""
        after = dict(levels)
        for dial in self.dials:
            change = sum(by for id_, by in choice.changes if id_ == dial.id)
            after[dial.id] = min(max(after[dial.id] + change, 1), len(dial.levels))
        way = choice.way
        to = way.other if way.other and not holds(way.when, after) else way.to
        return self.scenes[to], after
