"""A film's whole transcript, the stops to think at, and where the film is, if there is one."""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Self

from pydantic import AfterValidator, Field, StringConstraints, ValidationInfo, model_validator

from cptraining.rules.authoring import Text, mistake
from cptraining.rules.prose import Line, Prose, plain
from cptraining.rules.words import Words
from cptraining.steps.content import Content, Told, said
from cptraining.steps.video import animation
from cptraining.steps.video.address import Film, find
from cptraining.steps.video.animation import Scene
from cptraining.steps.video.captions import Cue, parsed, written
from cptraining.steps.video.stops import MARK, Answered, Passage, Seconds, Stop, check, cut


def _readable(text: str) -> str:
    parsed(text)
    return text


KEPT = {"kept": True}
"""Tells the check that what it reads was rendered before, and is to be complete all the same."""

Captions = Annotated[str, StringConstraints(max_length=100_000), AfterValidator(_readable)]
"""WebVTT."""


class Video(Content):
    """The film's words, its stops, its length in seconds, its address as a browser shows it.

    Without an address the `scenes` are played with the transcript as captions; without these too
    there is only the script to read. `credit` says whose film or script it is.
    An answer is {stop's id: words, or {"chosen": [option, …], "why": words} where there are
    options}, without the stops that were left out.
    """

    address: Annotated[str, StringConstraints(max_length=300)] | None = None
    title: Text
    seconds: Seconds
    transcript: Annotated[Prose, Field(min_length=1)]
    credit: Line
    stops: Annotated[tuple[Stop, ...], Field(max_length=10)] = ()
    captions: Captions | None = None
    scenes: Annotated[tuple[Scene, ...], Field(max_length=12)] = ()

    @model_validator(mode="after")
    def _has_known_address(self, info: ValidationInfo) -> Self:
        film = self.film
        if self.address is not None and film is None:
            raise mistake(
                "an https address of one film at YouTube or Vimeo, or of an .mp4 or .webm file",
                "address",
            )
        if info.context and film and film.is_file and self.captions is None:
            raise mistake("the captions of a film that is a file, as WebVTT", "captions")
        check(self.transcript, self.stops, self.seconds)
        animation.check(self.scenes, self.transcript, self.stops, self.seconds)
        return self

    @property
    def film(self) -> Film | None:
        """Where to watch it, and where it can be embedded; None = there is none."""
        return find(self.address) if self.address else None

    @property
    def cues(self) -> list[Cue]:
        """What our own player shows under a film that is a file, or that is drawn."""
        if self.captions:
            return parsed(self.captions)
        return animation.captions(self.transcript, self.stops, self.seconds)

    @property
    def is_drawn(self) -> bool:
        """Whether our own pictures are played, as there is no other film."""
        return bool(self.scenes) and self.film is None

    def with_film(self, address: str, captions: str) -> Self:
        """The same script with a film. Raises pydantic's ValidationError for one not to be shown.

        `captions` is WebVTT, needed for a film that is a file; "" = none.
        """
        fields = self.model_dump(exclude_defaults=True)
        given = {"address": address, "captions": captions or None}
        return self.model_validate(fields | given, context=KEPT)

    @property
    def webvtt(self) -> str:
        """The captions as a file: the film's own, else the transcript."""
        return self.captions or written(self.cues)

    @property
    def readable(self) -> tuple[str, ...]:
        """What is seen and said."""
        return (MARK.sub("", self.transcript),)

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
        given: Mapping[str, Any] = answer or {}
        left = sum(not stop.is_answered(given.get(stop.id)) for stop in self.asked)
        return [Words("Answer {n} more of the questions at the stops.", n=left)] if left else []

    def answered(self, answer: Any) -> list[tuple[Stop, Answered]]:
        """The stops with an answer, and what it is."""
        given: Mapping[str, Any] = answer or {}
        pairs = [(stop, stop.answered(given.get(stop.id))) for stop in self.asked]
        return [(stop, found) for stop, found in pairs if any(found)]

    def told(self, answer: Any) -> list[Told]:
        """Each stop's question with the answer."""
        return [
            Told(f"{stop.time} {plain(stop.prompt)}", tuple(_told(stop, found)))
            for stop, found in self.answered(answer)
        ]


def _told(stop: Stop, found: Answered) -> Iterator[Words | str]:
    yield from found.chosen
    if found.words:
        yield said(stop.why, found.words) if stop.why else found.words
