"""The reader's language: every sentence of the interface goes through here."""

from collections.abc import Callable, Hashable
from functools import lru_cache, wraps
from typing import Any, TypeVar

from flask import Flask, g
from flask_babel import Babel, Domain
from jinja2 import pass_context, pass_eval_context
from jinja2.nodes import EvalContext
from jinja2.runtime import Context
from markupsafe import Markup

T = TypeVar("T")

MOST_KEPT = 4096
"""More than all our sentences."""


class OncePerPage(Domain):  # type: ignore[misc]  # Flask-Babel has no types
    """The reader's translations; looked up once for a page, not for each of its sentences."""

    def get_translations(self) -> Any:
        """The catalogue of the reader's language."""
        try:
            return g.catalogue
        except AttributeError:
            g.catalogue = super().get_translations()
            return g.catalogue


domain = OncePerPage()


class Kept:
    """`{% call kept("legend") %}…{% endcall %}`: a part of a template with words of ours only.

    It is the same on every page, and printed once in each language.
    """

    def __init__(self) -> None:
        self._printed: dict[Hashable, Markup] = {}

    @pass_context
    def __call__(self, place: Context, name: str, caller: Callable[[], Markup]) -> Markup:
        """The part of this name in the template, as it was printed first."""
        if place.environment.auto_reload:
            return caller()
        key = domain.get_translations(), place.name, name
        printed = self._printed.get(key)
        if printed is None:
            printed = self._printed[key] = caller()
        return printed


def once_in_each_language(make: Callable[..., T]) -> Callable[..., T]:
    """Has a function of hashable values work only once in each language."""

    @lru_cache(maxsize=MOST_KEPT)
    def made(_catalogue: Any, *about: Hashable) -> T:
        return make(*about)

    @wraps(make)
    def kept(*about: Hashable) -> T:
        return made(domain.get_translations(), *about)

    return kept


def init_app(app: Flask) -> None:
    """Give every template the reader's language and zone."""
    babel = Babel(app, default_locale="en_GB", timezone_selector=zone)
    babel.domain_instance = domain
    app.jinja_env.globals |= {"_": translated, "kept": Kept()}


def zone() -> str:
    """The time zone in which times are shown: the reader's agency's, set at sign-in."""
    name: str = g.get("zone", "Europe/London")
    return name


def looked_up(text: str) -> str:
    """A sentence without values in the reader's language."""
    translate = domain.get_translations().gettext
    return str(translate(text))


def ngettext(singular: str, plural: str, number: int) -> str:
    """One of two sentences in the reader's language, with `%(num)d` for the number."""
    translate = domain.get_translations().ngettext
    return str(translate(singular, plural, number)) % {"num": number}


@pass_eval_context
def translated(place: EvalContext, text: str, **values: Any) -> str:
    """A template's `_("Hello, %(name)s", name=…)`; escapes the values on a page.

    Jinja's own looks its parts up in the template's context each time, at ten times the cost.
    """
    said = _markup(text) if place.autoescape else looked_up(text)
    return said % values if values or "%" in said else said


@once_in_each_language
def _markup(text: str) -> Markup:
    return Markup(looked_up(text))  # noqa: S704 -- our own words
