"""A conversation with consequences: choices lead on, change dials and come to an end."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    Field,
    PlainSerializer,
    SerializationInfo,
    StringConstraints,
    ValidationError,
    model_validator,
)
from pydantic_core import InitErrorDetails

from cptraining.rules.authoring import Text, mistake, once
from cptraining.rules.words import Words
from cptraining.steps.content import Content
from cptraining.steps.scenario import checking, playing, reading
from cptraining.steps.scenario.script import Dial, Fault, Scene, Script


def _raise(faults: Sequence[Fault], *where: str) -> None:
    """Raise all of them at once, each with its line."""
    if faults:
        details = [
            InitErrorDetails(
                type=mistake(fault.expected), loc=(*where, fault.line, fault.part), input=None
            )
            for fault in faults
        ]
        raise ValidationError.from_exception_data("Scenario", details)


def _readable(text: str) -> str:
    _raise(reading.read(text)[1])
    return text


def _told(text: str, info: SerializationInfo) -> Any:
    """The text itself; for what prints a scenario elsewhere (see rules/prose.py), its scenes."""
    return [asdict(scene) for scene in reading.read(text)[0]] if info.context else text


@lru_cache(maxsize=256)
def _checked(
    text: str, dials: tuple[Dial, ...], people: tuple[str, ...]
) -> tuple[Script, tuple[Fault, ...]]:
    """A script and what is wrong with it, looked for once and not at each reading."""
    script = reading.script(text, dials)
    return script, tuple(checking.faults(script, people))


@dataclass(frozen=True)
class Ending:
    """One end of all: when it was met, the way that led there."""

    scene: Scene
    way: list[str] | None


class Scenario(Content):
    """The text of `script` is described in reading.py, and for authors in examples.yaml.

    An answer is {"path": [turns], "ways": [one path for each end that was met], "note": text},
    without what is empty; a turn is "scene.letter". Nothing in it is believed: every path is
    played again, and ends where it does not fit.
    """

    people: Annotated[tuple[Text, ...], Field(min_length=1, max_length=8)]
    dials: Annotated[tuple[Dial, ...], Field(max_length=4)] = ()
    script: Annotated[
        str,
        StringConstraints(min_length=1, max_length=40_000),
        AfterValidator(_readable),
        PlainSerializer(_told),
    ]

    @model_validator(mode="after")
    def _is_complete(self) -> Self:
        once((dial.id for dial in self.dials), "dials")
        for place, dial in enumerate(self.dials):
            if dial.start > len(dial.levels):
                expected = f"a level from 1 to {len(dial.levels)}"
                raise mistake(expected, "dials", place, "start")
        _raise(_checked(self.script, self.dials, self.people)[1], "script")
        speaking = {said.who for scene in self.story.scenes.values() for said in scene.said}
        for place, name in enumerate(self.people):
            if name not in speaking:
                raise mistake(
                    f"somebody who speaks in the script; {name} does not", "people", place
                )
        return self

    @property
    def story(self) -> Script:
        """The script, read."""
        return _checked(self.script, self.dials, self.people)[0]

    def play(self, answer: Any) -> playing.Situation:
        """How things stand on the way of an answer."""
        return playing.play(self.story, (answer or {}).get("path", ()))

    def endings(self, answer: Any) -> list[Ending]:
        """Every end, with the way to those that were met."""
        met = playing.finished(self.story, (answer or {}).get("ways", ()))
        return [Ending(scene, met.get(scene.id)) for scene in self.story.ends]

    def answered(self, path: Sequence[str], ways: Iterable[Sequence[str]], note: str) -> Any:
        """The answer that is kept: what fits of a path and of the ways tried before it."""
        path = playing.play(self.story, path).path
        met = playing.finished(self.story, [*ways, path])
        answer = {"path": path, "ways": list(met.values()), "note": note}
        return {name: value for name, value in answer.items() if value}

    def missing(self, answer: Any) -> list[Words]:
        """That no end was reached yet."""
        if any(ending.way for ending in self.endings(answer)):
            return []
        return [Words("Talk until the conversation comes to an end. Any end will do.")]
