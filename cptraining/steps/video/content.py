"""A film at another site, its whole transcript, and the stops to think at."""

from collections.abc import Mapping
from typing import Annotated, Any, Self, cast
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, StringConstraints, ValidationInfo, model_validator

from cptraining.rules.authoring import Text, mistake
from cptraining.rules.prose import Line, Prose, plain
from cptraining.rules.words import Words
from cptraining.steps.content import Content, Told
from cptraining.steps.video.address import Film, find
from cptraining.steps.video.captions import Cue, parsed
from cptraining.steps.video.stops import Passage, Seconds, Stop, check, cut


def _readable(text: str) -> str:
    parsed(text)
    return text


Captions = Annotated[str, StringConstraints(max_length=100_000), AfterValidator(_readable)]
"""WebVTT."""


class Video(Content):
    """The film's address as a browser shows it, its length in seconds, its words, its stops.

    `credit` says whose film it is. An answer is {stop's id: words, or the chosen option},
    without the stops that were left out.
    """

    address: Annotated[str, StringConstraints(max_length=300)]
    title: Text
    seconds: Seconds
    transcript: Annotated[Prose, Field(min_length=1)]
    credit: Line
    stops: Annotated[tuple[Stop, ...], Field(max_length=10)] = ()
    captions: Captions | None = None

    @model_validator(mode="after")
    def _has_known_address(self, info: ValidationInfo) -> Self:
        film = find(self.address)
        if film is None:
            raise mistake(
                "an https address of one film at YouTube or Vimeo, or of an .mp4 or .webm file",
                "address",
            )
        if info.context and film.is_file and self.captions is None:
            raise mistake("the captions of a film that is a file, as WebVTT", "captions")
        check(self.transcript, self.stops, self.seconds)
        return self

    @property
    def film(self) -> Film:
        """Where to watch it, and where it can be embedded."""
        return cast("Film", find(self.address))  # the validator saw that there is one

    @property
    def frame_host(self) -> str:
        """The one site whose frame the page may open."""
        parts = urlsplit(self.film.embed)
        return f"{parts.scheme}://{parts.netloc}"

    @property
    def cues(self) -> list[Cue]:
        """What our own player shows under a film that is a file."""
        return parsed(self.captions) if self.captions else []

    @property
    def passages(self) -> list[Passage]:
        """The transcript with the stops in their places."""
        return list(cut(self.transcript, self.stops))

    @property
    def asked(self) -> tuple[Stop, ...]:
        """The stops that ask for an answer."""
        return tuple(stop for stop in self.stops if not stop.notice)

    def missing(self, answer: Any) -> list[Words]:
        """The stops' questions that have no answer."""
        given: Mapping[str, str] = answer or {}
        left = sum(stop.id not in given for stop in self.asked)
        return [Words("Answer {n} more of the questions at the stops.", n=left)] if left else []

    def told(self, answer: Any) -> list[Told]:
        """Each stop's question with the answer."""
        given: Mapping[str, str] = answer or {}
        return [
            Told(f"{stop.time} {plain(stop.prompt)}", (given[stop.id],))
            for stop in self.asked
            if stop.id in given
        ]
