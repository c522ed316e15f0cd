"""Where a film stops, how its transcript says so, and what is answered there."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Annotated, Any, NamedTuple, Self

from pydantic import BeforeValidator, Field, model_validator

from cptraining.rules.authoring import Key, Part, Text, mistake, once
from cptraining.rules.prose import Line

_CLOCK = re.compile(r"(\d{1,2}):([0-5]\d)")
MARK = re.compile(r"<p>\[stop: *([A-Za-z0-9_-]+)\]</p>")
"""Where a transcript says that it stops, and at which."""


def clock(written: Any) -> Any:
    """Seconds of "1:25"; YAML itself reads 1:25 without quotes as 85."""
    match = _CLOCK.fullmatch(written) if isinstance(written, str) else None
    return int(match[1]) * 60 + int(match[2]) if match else written


def shown(seconds: int) -> str:
    """Seconds as players show them: 1:25."""
    return f"{seconds // 60}:{seconds % 60:02}"


Seconds = Annotated[int, BeforeValidator(clock), Field(ge=1, le=3600)]


def _as_option(written: Any) -> Any:
    return {"text": written} if isinstance(written, str) else written


class Option(Part):
    """Something to choose; `reason` is what speaks for or against it, to compare with."""

    text: Text
    reason: Line | None = None


class Answered(NamedTuple):
    """What was chosen at a stop, and what was written there."""

    chosen: tuple[str, ...]
    words: str


class Stop(Part):
    """A question at a moment of the film, or with `notice` only something to look at.

    With `options` one of them is chosen, or with `several` some; `why` then asks for words beside
    them. Without options words are written. `thought` is what others may have said, to compare
    one's own answer with.
    """

    id: Key
    at: Seconds
    prompt: Line
    options: Annotated[
        tuple[Annotated[Option, BeforeValidator(_as_option)], ...], Field(max_length=8)
    ] = ()
    several: bool = False
    why: Text | None = None
    thought: Line | None = None
    notice: bool = False

    @model_validator(mode="after")
    def _can_be_answered(self) -> Self:
        if self.options and (self.notice or len(set(self.texts)) != len(self.texts)):
            raise mistake("different options, and none where there is nothing to do", "options")
        if len(self.options) == 1:
            raise mistake("two options or more", "options")
        if (self.several or self.why) and not self.options:
            raise mistake("options: “several” and “why” are about choosing", "options")
        return self

    @property
    def time(self) -> str:
        """As players show it."""
        return shown(self.at)

    @property
    def texts(self) -> tuple[str, ...]:
        """What can be chosen."""
        return tuple(option.text for option in self.options)

    @property
    def reasons(self) -> tuple[Option, ...]:
        """The options that say what speaks for or against them."""
        return tuple(option for option in self.options if option.reason)

    def answered(self, given: Any) -> Answered:
        """An answer to it, of whatever version: once a choice was the option's text alone."""
        if isinstance(given, Mapping):
            chosen = given.get("chosen")
            kept = tuple(map(str, chosen)) if isinstance(chosen, list) else ()
            return Answered(kept, str(given.get("why") or ""))
        text = str(given or "")
        return Answered((text,), "") if self.options and text else Answered((), text)

    def is_answered(self, given: Any) -> bool:
        """Whether something was chosen, or where there is nothing to choose, written."""
        chosen, words = self.answered(given)
        return bool(chosen if self.options else words)


class Passage(NamedTuple):
    """A piece of the transcript as HTML, and the stop that follows it."""

    words: str
    stop: Stop | None


def cut(transcript: str, stops: Sequence[Stop]) -> Iterator[Passage]:
    """The transcript, cut where it says [stop: id] on a line of its own."""
    named = {stop.id: stop for stop in stops}
    *pieces, last = MARK.split(transcript)
    for words, id_ in zip(pieces[::2], pieces[1::2], strict=True):
        yield Passage(words, named.get(id_))
    yield Passage(last, None)


def check(transcript: str, stops: Sequence[Stop], seconds: int) -> None:
    """Raise a mistake unless the stops are in order, inside the film and in the transcript."""
    once((stop.id for stop in stops), "stops")
    before = 0
    for place, stop in enumerate(stops):
        if not before < stop.at < seconds:
            expected = "a time after the stop before, and before the film's end"
            raise mistake(expected, "stops", place, "at")
        before = stop.at
    marked = MARK.findall(transcript)
    if marked != [stop.id for stop in stops] or "[stop:" in MARK.sub("", transcript):
        raise mistake(
            "for each stop, in order, a line of its own such as [stop: id]", "transcript"
        )
