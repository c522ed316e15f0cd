"""The text of a script becomes scenes, or a list of the lines that cannot be read.

    == door: At the studio door
    Wednesday, two o'clock. Rain.
    Amina: There's a lot of them.
    if trust >= 3: Amina: I'm glad you came.
    a) “What can you see from here?” -> awning [trust +1, choice +1]
       You made looking a proper step.
    b) if trust >= 2: “Shall we go in?” -> inside if choice >= 2 else wobble

    == wobble: A wobble
    end: hard
    debrief: The apology turned the wheel again.

An indented line goes on with the line above it; under a choice, what follows the arrow is the
remark that is shown when it was chosen. A line that begins with # is for authors only.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import get_args

from cptraining.steps.scenario.script import (
    Choice,
    Condition,
    Dial,
    Fault,
    Said,
    Scene,
    Script,
    Test,
    Tone,
    Way,
)

_HEADING = re.compile(r"==\s*(?P<id>[A-Za-z0-9][A-Za-z0-9_-]{0,39})\s*(?::\s*(?P<title>.*))?")
_CHOICE = re.compile(r"(?P<letter>[a-z])\)\s*(?P<rest>.*)")
_FIELD = re.compile(r"(?P<name>end|debrief):\s*(?P<rest>.*)")
_IF = re.compile(r"if (?P<condition>[^:]*):\s*(?P<rest>.*)")
_SPEAKER = re.compile(r"(?P<who>[^\W\d_a-z][\w’'.-]*(?: [\w’'.-]+){0,2}): +(?P<rest>.+)")
_WAY = re.compile(r"(?P<to>[\w-]+)(?: if (?P<condition>.+) else (?P<other>[\w-]+))?")
_TEST = re.compile(r"(?P<dial>[\w-]+)\s*(?P<sign>>=|<=|=)\s*(?P<level>\d)")
_CHANGE = re.compile(r"(?P<dial>[\w-]+)\s*(?P<sign>[+−-])\s*(?P<by>[1-9])")
YOU = "You"


@dataclass
class _Line:
    """A line with those that go on with it."""

    number: int
    text: str
    more: list[tuple[int, str]] = field(default_factory=list)

    @property
    def whole(self) -> str:
        return " ".join([self.text, *(text for _, text in self.more)]).strip()


@dataclass
class _Draft:
    """A scene while it is read."""

    line: int
    id: str
    title: str
    said: list[Said] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    tone: Tone | None = None
    debrief: list[str] = field(default_factory=list)


@lru_cache(maxsize=256)
def read(text: str) -> tuple[tuple[Scene, ...], tuple[Fault, ...]]:
    """The scenes of a script in order, and what could not be read of it."""
    reader = _Reader()
    for line in _lines(text):
        reader.take(line)
    if not reader.scenes and not reader.faults:
        reader.fault(0, "scene", "a scene that begins “== its-id: Its title”")
    return tuple(_scene(draft) for draft in reader.scenes), tuple(reader.faults)


def script(text: str, dials: tuple[Dial, ...]) -> Script:
    """The script that a text tells, with its dials."""
    return Script({scene.id: scene for scene in read(text)[0]}, dials)


def _scene(draft: _Draft) -> Scene:
    said, choices = tuple(draft.said), tuple(draft.choices)
    debrief = tuple(draft.debrief)
    return Scene(draft.line, draft.id, draft.title, said, choices, draft.tone, debrief)


def _lines(text: str) -> Iterator[_Line]:
    line: _Line | None = None
    for number, raw in enumerate(text.split("\n")):
        if not raw.strip() or raw.lstrip().startswith("#"):
            continue
        if raw[0].isspace() and line:
            line.more.append((number, " ".join(raw.split())))
        else:
            if line:
                yield line
            line = _Line(number, " ".join(raw.split()))
    if line:
        yield line


def _arrow(text: str) -> tuple[str, str, str | None] | None:
    """The words before an arrow, the way after it, and the changes in brackets, if any."""
    words, arrow, rest = text.partition("->")
    way, bracket, changes = rest.partition("[")
    if not arrow or (bracket and not changes.endswith("]")):
        return None
    return words.strip(), way.strip(), changes[:-1] if bracket else None


def _after(parts: list[tuple[int, str]], at: int) -> int:
    """The place after an arrow and its changes, which may stand on a line of their own."""
    return at + 1 + (at + 1 < len(parts) and parts[at + 1][1].startswith("["))


class _Reader:
    """Takes a script line by line."""

    def __init__(self) -> None:
        self.scenes: list[_Draft] = []
        self.faults: list[Fault] = []

    def fault(self, line: int, part: str, expected: str) -> None:
        self.faults.append(Fault(line, part, expected))

    def take(self, line: _Line) -> None:
        """Read one line into the scene that it belongs to."""
        if line.text.startswith("=="):
            self._heading(line)
        elif not self.scenes:
            self.fault(line.number, "scene", "“== its-id: Its title” before anything else")
        elif match := _CHOICE.fullmatch(line.text):
            self._choice(line, match["letter"], match["rest"])
        elif match := _FIELD.fullmatch(line.whole):
            self._field(line, match["name"], match["rest"])
        else:
            self._said(line)

    def _heading(self, line: _Line) -> None:
        match = _HEADING.fullmatch(line.whole)
        if match is None:
            expected = "“== its-id: Its title”, the id of letters, digits and hyphens"
            self.fault(line.number, "scene", expected)
            self.scenes.append(_Draft(line.number, f"line {line.number}", ""))
        elif any(scene.id == match["id"] for scene in self.scenes):
            expected = f"an id of its own; “{match['id']}” is used twice"
            self.fault(line.number, "scene", expected)
            self.scenes.append(_Draft(line.number, f"line {line.number}", ""))
        else:
            self.scenes.append(_Draft(line.number, match["id"], match["title"] or ""))

    def _field(self, line: _Line, name: str, rest: str) -> None:
        scene = self.scenes[-1]
        if name == "debrief" and rest:
            scene.debrief.append(rest)
        elif name == "debrief":
            self.fault(line.number, "debrief", "some words after “debrief:”")
        elif rest in get_args(Tone) and scene.tone is None:
            scene.tone = rest  # type: ignore[assignment]  # it is one of the tones
        else:
            self.fault(line.number, "end", "“end: good”, “end: mixed” or “end: hard”, once")

    def _said(self, line: _Line) -> None:
        scene = self.scenes[-1]
        when, words = self._if(line.number, line.whole)
        speech = _SPEAKER.fullmatch(words)
        who, words = (speech["who"], speech["rest"]) if speech else (None, words)
        if scene.choices:
            self.fault(line.number, "choices", "what is said before the choices; or indent it")
        if "->" in words:
            self.fault(line.number, "choice", "a letter such as “a)” before a choice")
        scene.said.append(Said(line.number, who, words, when))

    def _choice(self, line: _Line, letter: str, rest: str) -> None:
        parts = [(line.number, rest), *line.more]
        at = next((place for place, (_, text) in enumerate(parts) if "->" in text), len(parts))
        arrow = _arrow(" ".join(text for _, text in parts[at : _after(parts, at)]))
        if not arrow:
            expected = "“a) words -> a-scene” with changes such as [trust +1] after it"
            self.fault(line.number, "choice", expected)
            return
        number = parts[at][0]
        words = " ".join([*(text for _, text in parts[:at]), arrow[0]]).strip()
        when, words = self._if(line.number, words)
        if not words:
            self.fault(line.number, "choice", "some words before the arrow")
        if any(choice.letter == letter for choice in self.scenes[-1].choices):
            self.fault(line.number, "choice", f"a letter of its own; “{letter})” is used twice")
        remark = " ".join(text for _, text in parts[_after(parts, at) :])
        way, changes = self._way(number, arrow[1]), self._changes(number, arrow[2])
        self.scenes[-1].choices.append(Choice(number, letter, words, when, way, changes, remark))

    def _way(self, number: int, text: str) -> Way:
        match = _WAY.fullmatch(text)
        if match is None:
            expected = "“-> a-scene” or “-> a-scene if trust >= 2 else another-scene”"
            self.fault(number, "target", expected)
            return Way("")
        if match["condition"] is None:
            return Way(match["to"])
        return Way(match["to"], self._condition(number, match["condition"]), match["other"])

    def _changes(self, number: int, text: str | None) -> tuple[tuple[str, int], ...]:
        changes = []
        for part in (text or "").split(",") if text is not None else ():
            match = _CHANGE.fullmatch(part.strip())
            if match is None:
                self.fault(number, "change", "changes such as [trust +1, time -1]")
            else:
                by = int(match["by"])
                changes.append((match["dial"], by if match["sign"] == "+" else -by))
        return tuple(changes)

    def _if(self, number: int, text: str) -> tuple[Condition, str]:
        """The condition at the front of a line, and what follows it."""
        if not text.startswith("if "):
            return (), text
        match = _IF.fullmatch(text)
        if match is None:
            self.fault(number, "condition", "“if trust >= 2:” and then the words")
            return (), text
        return self._condition(number, match["condition"]), match["rest"]

    def _condition(self, number: int, text: str) -> Condition:
        matches = [_TEST.fullmatch(part.strip()) for part in text.split(" and ")]
        if not all(matches):
            self.fault(number, "condition", "“trust >= 2”, with >=, <= or =, joined by “and”")
        return tuple(Test(m["dial"], m["sign"], int(m["level"])) for m in matches if m)
