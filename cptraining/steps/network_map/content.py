"""A map of the people, places and activities around somebody."""

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from cptraining.rules.authoring import mistake, once
from cptraining.rules.prose import Prose, plain
from cptraining.rules.words import Words
from cptraining.steps.content import Content, Told
from cptraining.steps.network_map.given import Given, Person, Question, things
from cptraining.steps.network_map.items import KINDS, Item, items_of
from cptraining.steps.network_map.reading import is_same
from cptraining.steps.network_map.view import View

OWN = "own"
"""Who is in the middle when it is the person who fills in the map."""

KIND_NAMES: Mapping[str, Words] = {
    "person": Words("person"),
    "place": Words("place"),
    "activity": Words("activity"),
}
CIRCLE_NAMES: Mapping[str, Words] = {
    "close": Words("close"),
    "middle": Words("middle"),
    "outer": Words("outer"),
}
EFFECT_NAMES: Mapping[str, Words] = {
    "gives": Words("gives something"),
    "neutral": Words("neutral"),
    "drains": Words("wears out"),
}


class NetworkMap(Content):
    """An answer is {"middle": "own" or a person's id, "items": [item, …], "said": {id: text}}.

    An item is {"id", "name", "kind": person | place | activity, "circle": close | middle | outer,
    "effect": gives | neutral | drains, "paid": true | false, "gets": true | false (the person in
    the middle gives it something), "angle": degrees from the right, "knows": [id, …]}. `minimum`
    items and all three kinds make a map. One that began as a copy of an earlier map has the items
    of that under "before"; on one that is only looked at there is nothing but "said", which
    answers `questions`. So many `answers` are needed, None = all. `afterwards` is shown once
    nothing is missing.
    """

    minimum: Annotated[int, Field(ge=1, le=40)] = 8
    people: tuple[Person, ...] = ()
    given: Given | None = None
    must_change: bool = False
    questions: Annotated[tuple[Question, ...], Field(max_length=8)] = ()
    answers: Annotated[int, Field(ge=0, le=8)] | None = None
    afterwards: Prose | None = None
    patterns: bool = False

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        once((person.id for person in self.people), "people", taken=OWN)
        once((question.id for question in self.questions), "questions")
        known = {person.id for person in self.people}
        if self.given and self.given.middle not in {None, *known}:
            raise mistake("the id of one of the people", "given", "middle")
        if self.is_fixed and not self.questions:
            raise mistake("at least one, about the map to look at", "questions")
        if (self.answers or 0) > len(self.questions):
            raise mistake(f"at most {len(self.questions)}, the number of questions", "answers")
        return self

    @property
    def is_fixed(self) -> bool:
        """Whether the map is there to look at and not to change."""
        return self.given is not None and self.given.fixed

    @cached_property
    def beginning(self) -> Mapping[str, Any] | None:
        """The map that the author gives, as an answer; None when there is none."""
        if self.given is None:
            return None
        items = [item._asdict() for item in things(self.given.items, "g")]
        before = [item._asdict() for item in things(self.given.before, "b")]
        found = {"middle": self.given.middle or OWN, "items": items}
        return found | ({"before": before} if before else {})

    def map(self, answer: Any) -> Mapping[str, Any]:
        """The answer's map; the author's where that stays as it is."""
        found = self.beginning if self.is_fixed else answer
        return found if isinstance(found, Mapping) else {}

    def said(self, answer: Any) -> Mapping[str, str]:
        """What was written to the questions."""
        found = answer.get("said") if isinstance(answer, Mapping) else None
        return found if isinstance(found, Mapping) else {}

    def view(self, answer: Any) -> View:
        """What a page shows of a map."""
        found = self.map(answer)
        middle = found.get("middle", OWN)
        name = next((person.name for person in self.people if person.id == middle), None)
        return View(name, items_of(found), items_of(found, "before"))

    def for_paper(self, answer: Any) -> dict[str, Any]:
        """What its work sheet prints: the answer's map, or the one that the author gives."""
        return self.view(self.beginning if answer is None else answer).for_paper

    def missing(self, answer: Any) -> list[Words]:
        """More items, one of the kinds that is not there yet, a change, answers to questions."""
        found = [] if self.is_fixed else self._missing_on(answer)
        needed = len(self.questions) if self.answers is None else self.answers
        written = sum(question.id in self.said(answer) for question in self.questions)
        if (left := needed - written) > 0:
            found.append(Words("Answer {n} more of the questions.", n=left))
        return found

    def _missing_on(self, answer: Any) -> list[Words]:
        items, before = items_of(answer), items_of(answer, "before")
        left = self.minimum - len(items)
        found = [Words("Add {n} more to your map.", n=left)] if left > 0 else []
        kinds = {item.kind for item in items}
        found += [_ABSENT[kind] for kind in KINDS if kind not in kinds]
        if self.must_change and before and is_same(before, items):
            found.append(Words("Change at least one thing since the earlier map."))
        return found

    def feedback(self, answer: Any) -> str | None:
        """What there is to read afterwards."""
        return None if self.missing(answer) else self.afterwards

    def begun_from(self, answer: Any) -> Any:
        """A copy of the earlier map, which remembers what it is a copy of."""
        if self.given or not items_of(answer):
            return None
        return {"middle": answer.get("middle", OWN), "items": answer["items"]} | {
            "before": answer["items"]
        }

    def told(self, answer: Any) -> list[Told]:
        """Who is in the middle, everything on the map, what changed, and what was written."""
        found = [] if self.is_fixed else list(self._told_of(self.view(answer)))
        said = self.said(answer)
        found += [
            Told(plain(question.prompt), (said[question.id],))
            for question in self.questions
            if question.id in said
        ]
        return found

    def _told_of(self, view: View) -> Iterator[Told]:
        if not view.items:
            return
        yield Told(Words("In the middle"), (view.name or Words("Me"),))
        for number, (item, knows) in enumerate(zip(view.items, view.known, strict=True), 1):
            yield Told(Words("On the map, {n}", n=number), tuple(_facts(item, knows)))
        if view.changed:
            yield Told(Words("What changed"), tuple(view.changed))


def _facts(item: Item, knows: str) -> Iterator[Words | str]:
    """An item in words: its name, what it is, how close, what it does, whom it knows."""
    yield item.name
    if item.kind:
        yield KIND_NAMES[item.kind]
    if item.circle:
        yield CIRCLE_NAMES[item.circle]
    yield EFFECT_NAMES[item.effect]
    if item.gets:
        yield Words("gets something too")
    if item.paid:
        yield Words("paid to be there")
    if knows:
        yield Words("knows {names}", names=knows)


_ABSENT = {
    "person": Words("Add at least one person."),
    "place": Words("Add at least one place."),
    "activity": Words("Add at least one activity."),
}
