"""Goes the way that a person chose through a script, and says how things stand then."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cptraining.steps.scenario.script import (
    Choice,
    Dial,
    Levels,
    Said,
    Scene,
    Script,
    holds,
)

LONGEST = 100
"""Turns of one conversation; a loop does not fill the database."""


@dataclass(frozen=True)
class Reading:
    """One dial now: its level, and how far that is from the turn before."""

    dial: Dial
    level: int
    change: int

    @property
    def words(self) -> str:
        return self.dial.levels[self.level - 1]

    @property
    def beads(self) -> list[str]:
        """Each level: reached, reached just now, given up just now, or not reached."""
        before = self.level - self.change
        return [
            ("on" if level <= before else "new")
            if level <= self.level
            else ("gone" if level <= before else "off")
            for level in range(1, len(self.dial.levels) + 1)
        ]


@dataclass(frozen=True)
class Turn:
    """A choice made: where, what was said before it, what else one could have done."""

    scene: Scene
    said: list[Said]
    open: list[Choice]
    choice: Choice
    levels: Levels

    @property
    def id(self) -> str:
        """What an answer keeps of it."""
        return f"{self.scene.id}.{self.choice.letter}"

    @property
    def others(self) -> list[Choice]:
        """The roads not taken here."""
        return [choice for choice in self.open if choice != self.choice]


@dataclass(frozen=True)
class Situation:
    """How things stand after some turns."""

    turns: list[Turn]
    scene: Scene
    said: list[Said]
    open: list[Choice]
    dials: list[Reading]

    @property
    def path(self) -> list[str]:
        """The turns as an answer keeps them."""
        return [turn.id for turn in self.turns]

    @property
    def end(self) -> Scene | None:
        """The end that was reached, if it is one."""
        return self.scene if self.scene.tone else None


def play(script: Script, path: Sequence[str]) -> Situation:
    """How things stand after the turns of a path; where it no longer fits, it stops."""
    scene, levels = script.first, script.start
    before = levels
    turns: list[Turn] = []
    for id_ in path[:LONGEST]:
        turn = _turn(script, scene, levels, id_)
        if turn is None:
            break
        turns.append(turn)
        before = levels
        scene, levels = script.follow(turn.choice, levels)
    dials = [
        Reading(dial, levels[dial.id], levels[dial.id] - before[dial.id]) for dial in script.dials
    ]
    return Situation(turns, scene, _said(scene, levels), script.open(scene, levels), dials)


def _turn(script: Script, scene: Scene, levels: Levels, id_: str) -> Turn | None:
    open_ = script.open(scene, levels)
    for choice in open_:
        if id_ == f"{scene.id}.{choice.letter}":
            return Turn(scene, _said(scene, levels), open_, choice, levels)
    return None


def _said(scene: Scene, levels: Levels) -> list[Said]:
    return [said for said in scene.said if holds(said.when, levels)]


def finished(script: Script, ways: Iterable[Sequence[str]]) -> dict[str, list[str]]:
    """Those of the ways that lead to an end, by the end's id; the last one for each end."""
    found = {}
    for way in ways:
        situation = play(script, way)
        if situation.end:
            found[situation.end.id] = situation.path
    return {end.id: found[end.id] for end in script.ends if end.id in found}


def edited(script: Script, path: Sequence[str], what: str) -> list[str]:
    """The path after a button: choose-b, back, back-2 (to before the second turn) or again."""
    now = play(script, path)
    how, _dash, which = what.partition("-")
    if how == "choose":
        return play(script, [*now.path, f"{now.scene.id}.{which}"]).path
    if how == "back":
        return now.path[: _turn_number(which, len(now.path)) - 1]
    return [] if how == "again" else now.path


def _turn_number(text: str, last: int) -> int:
    """The number of a turn that a button names; the last one when it names none."""
    return int(text) if text in map(str, range(1, last + 1)) else max(last, 1)
