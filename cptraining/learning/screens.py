"""The steps of editions as their kinds read them; an edition never changes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from flask import current_app, render_template
from markupsafe import Markup

from cptraining import steps
from cptraining.courses import queries as courses
from cptraining.courses.pool import Asked, pool
from cptraining.learning.forms import numbered
from cptraining.questions.content import Question
from cptraining.rules.glossary import Term, explained
from cptraining.rules.outline import Step
from cptraining.rules.refusal import NotFound
from cptraining.web.filters import stored, today
from cptraining.web.forms import AnswerForm
from cptraining.web.language import domain

Read = TypeVar("Read")


@dataclass(frozen=True)
class Screen:
    """One step with its content; `form` is None when there is nothing to fill in.

    `terms` are those that its course explains.
    """

    step: Step
    kind: steps.Kind
    content: Any
    form: type[AnswerForm] | None
    terms: tuple[Term, ...] = ()
    _drawn: dict[Any, tuple[date, Markup]] = field(default_factory=dict, init=False, compare=False)
    _films: dict[Any, "Screen"] = field(default_factory=dict, init=False, compare=False)

    @cached_property
    def prose(self) -> Markup:
        """The step's text, in which terms can be opened where it first uses them."""
        return stored(explained(self.step.prose, self.terms))

    def with_film(self, address: str, captions: str) -> "Screen":
        """The same step with a film of an agency; made once."""
        film = address, captions
        if film not in self._films:
            self._films[film] = replace(self, content=self.content.with_film(*film))
        return self._films[film]

    @property
    def untouched(self) -> Markup:
        """The inside of its page while nobody has written on it, which is the same for all.

        It is drawn once a day in each language: some kinds print the day.
        """
        language, day = domain.get_translations(), today()
        drawn_on, drawn = self._drawn.get(language, (None, Markup()))
        if drawn_on != day or current_app.jinja_env.auto_reload:
            drawn = self._draw()
            self._drawn[language] = day, drawn
        return drawn

    def _draw(self) -> Markup:
        form = self.form and self.form(data=self.form.filled(None))
        about = {"step": self.step, "content": self.content, "prose": self.prose}
        page = render_template(self.kind.template, form=form, feedback=None, shown=[], **about)
        return stored(page)


@dataclass(frozen=True)
class Paper:
    """A quiz of an edition with everything it may ask, by id.

    `stands_for` is the module that it can be taken instead of; None for every other quiz.
    """

    content: Any
    pool: Mapping[str, Asked]
    stands_for: str | None

    def question(self, id_: str) -> Question:
        """The question with this id. Raises KeyError when there is none."""
        return self.pool[id_].question


def screen(edition_id: int | None, step_id: str) -> Screen:
    """A step of an edition, read once by each process.

    Raises NotFound for an unknown step, or when no edition was opened yet.
    """
    return _once("screens", (edition_id, step_id), lambda: _read(edition_id, step_id))


def quiz(edition_id: int | None, step_id: str) -> Paper:
    """A quiz. Raises NotFound when there is no such step or it is no quiz."""
    return _once("papers", (edition_id, step_id), lambda: _paper(edition_id, step_id))


def _once(what: str, key: Any, make: Callable[[], Read]) -> Read:
    kept: dict[Any, Read] = current_app.extensions.setdefault(f"cptraining.{what}", {})
    if key not in kept:
        kept[key] = make()
    return kept[key]


def _paper(edition_id: int | None, step_id: str) -> Paper:
    found = screen(edition_id, step_id)
    if edition_id is None or not found.kind.is_attempted:
        raise NotFound
    outline = courses.outline(edition_id)
    asked = _once("pools", edition_id, lambda: pool(outline))
    module = outline.module_of[step_id].id if step_id in outline.test_outs else None
    return Paper(found.content, asked, module)


def _read(edition_id: int | None, step_id: str) -> Screen:
    outline = courses.outline(edition_id) if edition_id else None
    step = outline.find(step_id) if outline else None
    if outline is None or step is None:
        raise NotFound
    kind = steps.kinds()[step.kind]
    content = kind.read(step.content)
    form = kind.form(content) if kind.form else None
    return Screen(step, kind, content, numbered(form) if form else None, outline.glossary)
