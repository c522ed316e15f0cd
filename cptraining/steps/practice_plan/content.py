"""What one will do differently, by when, and what became of it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Annotated, Any, NamedTuple, Self

from pydantic import Field, model_validator

from cptraining.rules.authoring import Key, Part, Text, mistake, once
from cptraining.rules.dates import stored_day
from cptraining.rules.prose import Line, plain
from cptraining.rules.words import Words
from cptraining.steps.content import Ask, Content, Told, said

HAPPENED: Mapping[str, Words] = {
    "yes": Words("yes"),
    "partly": Words("partly"),
    "no": Words("not yet"),
}

WENT: Mapping[str, Words] = {
    "happened": Words("Did it happen?"),
    "hindered": Words("What got in the way?"),
    "next": Words("What next?"),
}

FIXED = ("id", "what", "about", "with", "by", "ask")
"""What every promise has, whatever an author asks besides."""

WHOLE = "whole-plan"
"""What a look back at the plan as a whole is called; no promise's id has a dash."""


class Prompt(Part):
    """Something to write about; to be answered by a `day`, or by one of `choices`, if so said."""

    id: Key
    prompt: Line
    starter: Text | None = None
    required: bool = False
    rows: Annotated[int, Field(ge=1, le=12)] = 2
    day: bool = False
    choices: Annotated[tuple[Text, ...], Field(max_length=8)] = ()


class Topic(Part):
    """Something that at least one promise is to be about."""

    id: Key
    name: Text


class Promises(Part):
    """How many promises, what about, within how many days, what more is asked about each."""

    least: Annotated[int, Field(ge=1, le=12)] = 1
    within: Annotated[int, Field(ge=1, le=366)] | None = None
    about: Annotated[tuple[Topic, ...], Field(max_length=8)] = ()
    needs_with: bool = False
    asks: Annotated[tuple[Ask, ...], Field(max_length=5)] = ()

    def missing(self, promised: Sequence[Mapping[str, Any]]) -> list[Words]:
        """More promises, days, allies, topics."""
        undated = sum(stored_day(one.get("by")) is None for one in promised)
        alone = sum(not one.get("with") for one in promised) if self.needs_with else 0
        found = []
        if (left := self.least - len(promised)) > 0:
            found.append(Words("Promise {n} more, however small.", n=left))
        if undated:
            found.append(Words("Say by when: {n} to go.", n=undated))
        if alone:
            found.append(Words("Say who will help: {n} to go.", n=alone))
        covered = {one.get("about") for one in promised}
        return found + [
            Words("Promise something about “{topic}”.", topic=topic.name)
            for topic in self.about
            if topic.id not in covered
        ]


class LookBack(NamedTuple):
    """Something to look back on, and from which day; `what` is "" for the whole plan."""

    key: str
    what: str
    day: date | None


class PracticePlan(Content):
    """An answer is {"written": {…}, "promises": [promise, …], "went": {…}}.

    "written" has texts by the prompts' ids. A promise has "what", "about" (a topic), "with", "by"
    and "ask" (days or ""), and texts by the ids of `asks`. "went" has "happened" (yes, partly,
    no), "hindered" and "next" by the promises' ids, and by WHOLE for a plan that only has days.
    """

    prompts: Annotated[tuple[Prompt, ...], Field(max_length=12)] = ()
    minimum: Annotated[int, Field(ge=0)] = 1
    words: Annotated[int, Field(ge=5, le=1000)] | None = None
    promises: Promises | None = None

    @model_validator(mode="after")
    def _can_be_done(self) -> Self:
        if not self.prompts and self.promises is None:
            raise mistake("some prompts, or promises: {}", "prompts")
        once((prompt.id for prompt in self.prompts), "prompts")
        if self.prompts and self.minimum > len(self.prompts):
            raise mistake(f"at most {len(self.prompts)}, the number of prompts", "minimum")
        self._check_promises()
        return self

    def _check_promises(self) -> None:
        once((topic.id for topic in self.topics), "promises", "about")
        once((ask.id for ask in self.asks), "promises", "asks")
        for place, ask in enumerate(self.asks):
            if ask.id in FIXED:
                expected = f"an id of its own; “{ask.id}” is taken"
                raise mistake(expected, "promises", "asks", place, "id")

    @property
    def topics(self) -> tuple[Topic, ...]:
        """What promises are to be about."""
        return self.promises.about if self.promises else ()

    @property
    def asks(self) -> tuple[Ask, ...]:
        """What is asked about each promise besides."""
        return self.promises.asks if self.promises else ()

    def written(self, answer: Any) -> Mapping[str, str]:
        """What was written to the prompts, in their order, without what is blank."""
        found = _part(answer, "written")
        return {one.id: str(found[one.id]) for one in self.prompts if found.get(one.id)}

    def promised(self, answer: Any) -> list[Mapping[str, Any]]:
        """The promises, of whatever version of the form."""
        found = answer.get("promises") if isinstance(answer, Mapping) else None
        return [one for one in found or () if isinstance(one, Mapping)]

    def count(self, answer: Any) -> int:
        """How many words were written to the prompts."""
        counted = (prompt.id for prompt in self.prompts if not (prompt.day or prompt.choices))
        written = self.written(answer)
        return sum(len(written.get(id_, "").split()) for id_ in counted)

    def missing(self, answer: Any) -> list[Words]:
        """Prompts that wait for words, promises without a day or an ally, too many words."""
        written = self.written(answer)
        required = sum(prompt.required and prompt.id not in written for prompt in self.prompts)
        least = min(self.minimum, len(self.prompts)) - len(written)
        found = []
        if (left := max(required, least)) > 0:
            found.append(Words("Write something for {n} more of the questions.", n=left))
        if self.words and (count := self.count(answer)) > self.words:
            limit = Words("These are {n} words; {most} is the limit.", n=count, most=self.words)
            found.append(limit)
        return found + (self.promises.missing(self.promised(answer)) if self.promises else [])

    def far(self, answer: Any, today: date) -> list[int]:
        """The numbers of the promises for later than the author says; to be asked about only."""
        within = self.promises.within if self.promises else None
        if within is None:
            return []
        last = today + timedelta(days=within)
        days = (stored_day(one.get("by")) for one in self.promised(answer))
        return [number for number, day in enumerate(days, 1) if day and day > last]

    def look_backs(self, answer: Any) -> list[LookBack]:
        """Every promise, from its day to ask or else its last day; or the plan as a whole."""
        found = [
            LookBack(str(one.get("id")), str(one.get("what")), _ask_on(one))
            for one in self.promised(answer)
        ]
        days = self._days(answer)
        return [*found, LookBack(WHOLE, "", min(days))] if days else found

    def _days(self, answer: Any) -> list[date]:
        written = self.written(answer)
        days = (stored_day(written.get(prompt.id)) for prompt in self.prompts if prompt.day)
        return [day for day in days if day]

    def follow_ups(self, answer: Any) -> set[date]:
        """When to ask whether it happened; what has happened is not asked about again."""
        went = _part(answer, "went")
        found = {
            one.day
            for one in self.look_backs(answer)
            if one.day and _part(went, one.key).get("happened") != "yes"
        }
        is_over = _part(went, WHOLE).get("happened") == "yes"
        return found if is_over else found | set(self._days(answer))

    def told(self, answer: Any) -> list[Told]:
        """What was written, every promise, and what became of it."""
        written = self.written(answer)
        found = [
            Told(plain(one.prompt), (self._said(one, written[one.id]),))
            for one in self.prompts
            if one.id in written
        ]
        found += [
            Told(Words("Promise {n}", n=number), tuple(self.facts(one)))
            for number, one in enumerate(self.promised(answer), 1)
        ]
        return found + list(self._looked_back(answer))

    def _looked_back(self, answer: Any) -> Iterator[Told]:
        for back in self.look_backs(answer):
            if became := list(_became(_part(_part(answer, "went"), back.key))):
                named = [back.what] if back.what else []
                yield Told(Words("Looking back"), (*named, *became))

    def _said(self, prompt: Prompt, text: str) -> Words | str:
        day = stored_day(text) if prompt.day else None
        return Words("{day}", day=day) if day else text

    def facts(self, promise: Mapping[str, Any]) -> Iterator[Words | str]:
        """A promise in words: what, what about, with whom, by when, what else was asked."""
        yield str(promise.get("what", ""))
        yield from (topic.name for topic in self.topics if topic.id == promise.get("about"))
        if promise.get("with"):
            yield Words("with {whom}", whom=promise["with"])
        if day := stored_day(promise.get("by")):
            yield Words("by {day}", day=day)
        for ask in self.asks:
            if promise.get(ask.id):
                yield said(ask.label, promise[ask.id])
        if day := stored_day(promise.get("ask")):
            yield Words("Ask me about it on {day}", day=day)


def _part(whole: Any, key: str) -> Mapping[str, Any]:
    """A part of an answer; nothing where an older version has none."""
    found = whole.get(key) if isinstance(whole, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def _ask_on(promise: Mapping[str, Any]) -> date | None:
    return stored_day(promise.get("ask")) or stored_day(promise.get("by"))


def _became(went: Mapping[str, Any]) -> Iterator[Words]:
    """What became of a promise, in words."""
    for key, label in WENT.items():
        if went.get(key):
            text = HAPPENED.get(went[key], went[key]) if key == "happened" else went[key]
            yield said(label, text)
