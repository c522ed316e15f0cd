"""The reader's language: every sentence of the interface goes through here."""

from typing import Any

from flask import Flask, g
from flask_babel import Babel, Domain
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup


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


def init_app(app: Flask) -> None:
    """Give every template the reader's language and zone."""
    babel = Babel(app, default_locale="en_GB", timezone_selector=zone)
    babel.domain_instance = domain
    app.jinja_env.globals["_"] = translated


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
    said = looked_up(text)
    if place.autoescape:
        said = Markup(said)  # noqa: S704 -- our own words
    return said % values if values or "%" in said else said
