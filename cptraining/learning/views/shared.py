"""How the pages of learning answer: saved, newer elsewhere, go on."""

from collections.abc import Iterable
from secrets import SystemRandom
from typing import Any

from flask import Response, jsonify, request, url_for
from wtforms.widgets import HiddenInput

from cptraining.learning.keeping import Saved
from cptraining.learning.place import Place
from cptraining.rules import privacy
from cptraining.rules.words import Words
from cptraining.steps.content import Content
from cptraining.web.filters import time, today, words


def wants_json() -> bool:
    """Whether a script saves in the background, rather than a person pressing a button."""
    return request.accept_mimetypes.best == "application/json"


def saved_json(outcome: Saved, warnings: Iterable[Words] = ()) -> Response:
    """What the saving script is told."""
    said = [words(one) for one in warnings]
    return jsonify(saved_at=time(outcome.saved_at), number=outcome.number, warnings=said)


def warnings_about(content: Content, answer: Any) -> list[Words]:
    """What in an answer looks as if it pointed to a real person; nothing is refused for it."""
    if answer is None:
        return []
    texts = (str(text) for told in content.told(answer) for text in told.texts)
    return privacy.findings(texts, today())


def renumber(form: Any, number: int) -> None:
    """Let a form that was sent say that it has seen the newest answer."""
    form.number.raw_data, form.number.data = None, number


def ask_for(form: Any, missing: Iterable[Words]) -> None:
    """Say at the first field that a person fills in what an answer still needs."""
    first = next(field for field in form if not isinstance(field.widget, HiddenInput))
    first.errors = [*first.errors, *(words(one) for one in missing)]


def shuffled(items: list[Any]) -> list[Any]:
    """The items in an order that nobody can foresee."""
    return SystemRandom().sample(items, len(items))


def go_on(place: Place) -> str:
    """The address after a step is done: the next step, or the end of the course."""
    if place.after is None:
        return url_for("learning.cycle", cycle_id=place.cycle.id)
    return place.url_of(place.after)
