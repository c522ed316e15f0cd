"""A wish at the top, rungs below it, and whose wheel turns on each."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from cptraining.rules.authoring import Key, Part, Text, mistake, once
from cptraining.rules.dates import stored_day
from cptraining.rules.prose import Prose
from cptraining.rules.words import Words
from cptraining.steps.content import Ask, Content, Told, said
from cptraining.steps.goal_ladder.asking import QUESTIONS, Asked, asked

WHO: Mapping[str, Words] = {
    "person": Words("the person’s wheel"),
    "worker": Words("the worker’s wheel"),
    "both": Words("both wheels together"),
    "else": Words("somebody else, not paid"),
}

FIXED = ("id", "what", "who", "when", "known", "sure")
"""What every rung has, whatever an author asks besides."""


class Person(Part):
    """An invented person whose wish it may be; `card` tells about it."""

    id: Key
    name: Text
    card: Prose


class GoalLadder(Content):
    """An answer is {"wish": text, "rungs": [rung, …], "wobble": text}, the lowest rung first.

    A rung has "what", "who" (person, worker, both, else), "when" (a day or ""), "known" (how we
    will know), "sure" (0 to 10 as text, where it is asked), and texts by the ids of `asks`.
    """

    minimum: Annotated[int, Field(ge=1, le=12)] = 5
    least_worker: Annotated[int, Field(ge=0, le=12)] = 0
    least_else: Annotated[int, Field(ge=0, le=12)] = 0
    starter: Text | None = None
    people: tuple[Person, ...] = ()
    asks_sure: bool = False
    asks: Annotated[tuple[Ask, ...], Field(max_length=4)] = ()
    asks_wobble: bool = True

    @model_validator(mode="after")
    def _can_be_done(self) -> Self:
        once((person.id for person in self.people), "people")
        once((ask.id for ask in self.asks), "asks")
        for place, ask in enumerate(self.asks):
            if ask.id in FIXED:
                raise mistake(f"an id of its own; “{ask.id}” is taken", "asks", place, "id")
        return self

    def rungs(self, answer: Any) -> list[Mapping[str, Any]]:
        """The rungs from the bottom up, of whatever version of the form."""
        found = answer.get("rungs") if isinstance(answer, Mapping) else None
        return [rung for rung in found or () if isinstance(rung, Mapping)]

    def missing(self, answer: Any) -> list[Words]:
        """The wish, more rungs, who does them, the line for a wobble."""
        written: Mapping[str, Any] = answer or {}
        rungs = self.rungs(answer)
        left = self.minimum - len(rungs)
        found = [] if written.get("wish") else [Words("Write the wish at the top.")]
        if left > 0:
            found.append(Words("Add {n} more to your ladder.", n=left))
        found += self._unshared(rungs)
        if self.asks_wobble and not written.get("wobble"):
            found.append(Words("Write what you will do if it wobbles."))
        return found

    def _unshared(self, rungs: Sequence[Mapping[str, Any]]) -> Iterator[Words]:
        whose = Counter(rung.get("who") if rung.get("who") in WHO else "" for rung in rungs)
        if whose[""]:
            yield Words("Say whose wheel turns on every rung: {n} to go.", n=whose[""])
        if (left := self.least_worker - whose["worker"] - whose["both"]) > 0:
            yield Words("Take on {n} more yourself, alone or together.", n=left)
        if (left := self.least_else - whose["else"]) > 0:
            yield Words("Find somebody else, not paid, for {n} more.", n=left)

    @property
    def questions(self) -> Mapping[str, Words]:
        """Everything that may be asked about a rung, by what it is about."""
        return QUESTIONS

    def day(self, rung: Mapping[str, Any]) -> date | None:
        """By when a rung is to be done; None where no day is set."""
        return stored_day(rung.get("when"))

    def asked(self, rungs: Sequence[Mapping[str, Any]], today: date) -> list[Asked]:
        """Gentle questions: rungs that look too large, a wheel that stands still. None blocks."""
        return asked(rungs, today)

    def told(self, answer: Any) -> list[Told]:
        """The wish, each rung from the bottom up, the line for a wobble."""
        written: Mapping[str, Any] = answer or {}
        found = [Told(Words("The wish"), (written["wish"],))] if written.get("wish") else []
        found += [
            Told(Words("Rung {n}", n=number), tuple(self.facts(rung)))
            for number, rung in enumerate(self.rungs(answer), 1)
        ]
        if written.get("wobble"):
            found.append(Told(Words("If it wobbles we will …"), (written["wobble"],)))
        return found

    def facts(self, rung: Mapping[str, Any]) -> Iterator[Words | str]:
        """A rung in words: what, whose wheel, by when, and what else was asked."""
        yield str(rung.get("what", ""))
        if rung.get("who") in WHO:
            yield WHO[rung["who"]]
        if day := self.day(rung):
            yield Words("by {day}", day=day)
        yield from self._written(rung)

    def _written(self, rung: Mapping[str, Any]) -> Iterator[Words]:
        asks = {"known": Words("How will we know?"), "sure": Words("How sure, from 0 to 10")}
        for id_, label in (asks | {ask.id: ask.label for ask in self.asks}).items():
            if rung.get(id_):
                yield said(label, rung[id_])
