"""What the content of every kind of step shares."""

from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from pydantic import BaseModel, ConfigDict

from cptraining.rules.authoring import Key, Part, Text
from cptraining.rules.words import Words

CHECKED = "checked"
"""The id of what is said about an answer, to which pressing Check leads."""


class Told(NamedTuple):
    """A part of an answer in words: what was asked, and what was written or chosen."""

    heading: Words | str
    texts: tuple[Words | str, ...]


def said(asked: Words | str, text: Any) -> Words:
    """What was asked and what was written to it, in one line."""
    if str(asked).endswith(("?", "…", ":")):
        return Words("{asked} {said}", asked=asked, said=text)
    return Words("{asked}: {said}", asked=asked, said=text)


class Ask(Part):
    """Something more that an author asks about every row of a list, in a line or two."""

    id: Key
    label: Text


class Content(BaseModel):
    """What an author writes for one step, checked field by field."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def missing(self, _answer: Any) -> list[Words]:
        """What an answer still needs before the step counts as done; empty when nothing."""
        return []

    def told(self, _answer: Any) -> list[Told]:
        """Everything that was written, in words and in the order of the page."""
        return []

    def called(self, _answer: Any) -> str:
        """What an answer is called where several hang side by side; "" = as the step is."""
        return ""

    @property
    def checklist(self) -> tuple[str, ...]:
        """What to look at before others see an answer."""
        return ()

    @property
    def webvtt(self) -> str:
        """The captions of what is spoken, as WebVTT; "" = nothing is."""
        return ""

    @property
    def readable(self) -> tuple[str, ...]:
        """What anybody may read here before doing anything, as text or HTML: search finds it."""
        return ()

    def follow_ups(self, _answer: Any) -> Collection[date]:
        """The days on which to ask whether it happened; none when nothing was promised."""
        return ()

    def begun_from(self, _answer: Any) -> Any:
        """What a step begins with that shows this answer of an earlier step of its kind.

        None = with nothing.
        """
        return None

    def feedback(self, _answer: Any) -> Any:
        """What the step's template shows about an answer; None when there is nothing.

        It is shown once the person has pressed Check, or is done.
        """
        return None
