"""Where in one's courses something is told: modules as questions, and what search finds."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from flask import url_for

from cptraining import steps
from cptraining.courses.search import Hit, search
from cptraining.learning.shelf import Card
from cptraining.rules.glossary import Term
from cptraining.rules.outline import Module, Step
from cptraining.rules.sought import sought


@dataclass(frozen=True)
class Found:
    """A place in a course; `step` is None for a module itself, and for where it comes from."""

    card: Card
    module: Module
    hit: Hit

    @property
    def step(self) -> Step | None:
        """The step, if it is one."""
        return self.card.outline.steps.get(self.hit.place)

    @property
    def is_about_sources(self) -> bool:
        """Whether it is the page that says where the content comes from."""
        return self.hit.place.endswith("/sources")

    @property
    def kind(self) -> str:
        """What kind of step it is; "" for none."""
        return steps.kinds()[self.step.kind].label if self.step else ""

    @property
    def address(self) -> str:
        """Where it can be read: of a course that is not begun, the course's page."""
        if self.is_about_sources:
            slug = self.card.shelved.slug
            return url_for("learning.sources", slug=slug, module_id=self.module.id)
        if self.step and self.card.cycle and self.card.is_open:
            return url_for("learning.step", cycle_id=self.card.cycle.id, step_id=self.step.id)
        return address(self.card, self.module)


def address(card: Card, module: Module) -> str:
    """A module's page, or the page of a course that is not begun."""
    if card.cycle and card.is_open:
        return url_for("learning.module", cycle_id=card.cycle.id, module_id=module.id)
    return url_for("learning.course", slug=card.shelved.slug)


def found(cards: Iterable[Card], typed: str) -> list[Found]:
    """What search finds in these courses, the best first."""
    by_edition = {card.shelved.edition_id: card for card in cards}
    return [
        Found(by_edition[hit.edition_id], module, hit)
        for hit in search(typed, by_edition)
        if (module := _module(by_edition[hit.edition_id], hit.place))
    ]


def terms(cards: Iterable[Card], typed: str) -> list[Term]:
    """The terms of these courses that have a word in their name of which one is sought."""
    words = sought(typed)
    known = {term.id: term for card in cards for term in card.outline.glossary}
    return [term for term in known.values() if any(_begins(name, words) for name in term.forms)]


def _begins(name: str, words: Sequence[str]) -> bool:
    """Whether they begin alike: forms of a word differ in the last letters, if at all."""
    beginnings = tuple(word[: max(4, len(word) - 3)] for word in words)
    return any(part.startswith(beginnings) for part in sought(name))


def _module(card: Card, place: str) -> Module | None:
    """The module of a step, or of a module's own id."""
    if place in card.outline.module_of:
        return card.outline.module_of[place]
    id_ = place.removesuffix("/sources")
    return next((module for module in card.outline.modules if module.id == id_), None)


def pages(cards: Sequence[Card]) -> Iterator[tuple[Card, list[tuple[Module, str]]]]:
    """Each course with its modules and where they can be read."""
    for card in cards:
        yield card, [(module, address(card, module)) for module in card.outline.modules]
