"""A film drawn from its script: the pictures, and the transcript's words as captions."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Annotated, NamedTuple

from pydantic import BeforeValidator, Field

from cptraining.rules.authoring import Part, mistake
from cptraining.rules.prose import Drawing, Line, plain
from cptraining.steps.video.captions import Cue
from cptraining.steps.video.stops import MARK, Stop, clock, shown

LONGEST = 84
"""Letters of one caption: two lines of 42, as subtitling guides have it."""

FASTEST = 25
"""Letters a second that a caption may ask one to read; subtitlers allow about 17 to 20."""

_PARAGRAPH = re.compile(r"<p>(.*?)</p>", re.DOTALL)
_TIMED = re.compile(r"\s*<strong>(\d{1,2}:[0-5]\d)</strong>\s*(.*)", re.DOTALL)
_SPOKEN = re.compile(r"\s*<strong>([^<]{1,40}?):</strong>\s*(.*)", re.DOTALL)
_SENTENCE = re.compile(r"(?<=[.!?…”])\s+")
_PAUSE = re.compile(r"(?<=[,;:–])\s+")


class Scene(Part):
    """What is seen from a moment on: `alt` tells all that the drawing shows.

    In the drawing <g class="who-dee"> is Dee, who nods while she speaks.
    """

    at: Annotated[int, BeforeValidator(clock), Field(ge=0, le=3600)]
    drawing: Drawing
    alt: Line

    @property
    def time(self) -> str:
        """As players show it."""
        return shown(self.at)


class _Spoken(NamedTuple):
    """A paragraph: the second at which it begins, if the script says so; who speaks; the words."""

    at: int | None
    who: str
    words: str


def check(scenes: Sequence[Scene], transcript: str, stops: Sequence[Stop], seconds: int) -> None:
    """Raise a mistake unless scenes and script are in order, and there is time to read it."""
    times = [scene.at for scene in scenes]
    for place, (before, at) in enumerate(pairwise((-1, *times))):
        if not before < at < seconds or times[0] != 0:
            expected = "the first at 0:00, each after the one before, and before the film's end"
            raise mistake(expected, "scenes", place, "at")
    for cue in captions(transcript, stops, seconds) if scenes else ():
        if len(cue.words) > FASTEST * (cue.end - cue.start):
            expected = f"times in order such as **1:05**, with time to read “{cue.words[:40]}”"
            raise mistake(expected, "transcript")


def captions(transcript: str, stops: Sequence[Stop], seconds: int) -> list[Cue]:
    """The transcript as captions; between two times of the script, letters share the time."""
    spoken = [_Spoken(0, "", ""), *_spoken(transcript, stops), _Spoken(seconds, "", "")]
    times = [(place, one.at) for place, one in enumerate(spoken) if one.at is not None]
    return [
        cue
        for (first, start), (after, end) in pairwise(times)
        for cue in _shared(spoken[first:after], start, end)
    ]


def _shared(spoken: Sequence[_Spoken], start: float, end: float) -> Iterator[Cue]:
    """These words, one piece after the other, each as long as its letters need."""
    pieces = [(one.who, piece) for one in spoken for piece in _pieces(one.words)]
    letters = sum(len(piece) for _, piece in pieces)
    told = 0
    for who, piece in pieces:
        begun = start + (end - start) * told / letters
        told += len(piece)
        yield Cue(round(begun, 2), round(start + (end - start) * told / letters, 2), piece, who)


def _spoken(transcript: str, stops: Sequence[Stop]) -> Iterator[_Spoken]:
    """The paragraphs in order; a stop is a time of which nothing is said."""
    at_stop = {stop.id: stop.at for stop in stops}
    for match in _PARAGRAPH.finditer(transcript):
        if stop := MARK.fullmatch(match[0]):
            yield _Spoken(at_stop.get(stop[1]), "", "")
            continue
        timed = _TIMED.fullmatch(match[1])
        words = timed[2] if timed else match[1]
        voice = _SPOKEN.fullmatch(words)
        said = plain(voice[2] if voice else words)
        yield _Spoken(clock(timed[1]) if timed else None, voice[1] if voice else "", said)


def _pieces(words: str) -> Iterator[str]:
    """Words cut into captions: at sentences, else at pauses, else between words."""
    line = ""
    for part in _parts(words):
        if line and len(line) + 1 + len(part) > LONGEST:
            yield line
            line = part
        else:
            line = f"{line} {part}".strip()
    if line:
        yield line


def _parts(words: str) -> Iterator[str]:
    """The smallest pieces that a caption may end with, none longer than a caption."""
    for sentence in _SENTENCE.split(words):
        if len(sentence) <= LONGEST:
            yield sentence
            continue
        for part in _PAUSE.split(sentence):
            yield from [part] if len(part) <= LONGEST else part.split()
