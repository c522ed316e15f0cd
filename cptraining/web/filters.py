"""How values become words on a page: the filters of every template."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any

from flask import Flask
from flask_babel import (
    format_date,
    format_decimal,
    format_time,
    gettext,
    to_user_timezone,
)
from markupsafe import Markup
from wtforms import Field, FieldList, FormField

from cptraining.rules.words import Words
from cptraining.web.clock import now
from cptraining.web.controls import attributes, control, described_by, options
from cptraining.web.forms import too_late
from cptraining.web.language import ngettext
from cptraining.web.network import network
from cptraining.web.rows import Rows
from cptraining.web.thread import thread

MACROS = "web/templates/macros.html"


class Parts:
    """The macros that pages are made of, for every template as `ui`.

    They are read when the first page asks; an import in each template would cost a page more
    than some of its statements.
    """

    def __init__(self, app: Flask) -> None:
        self._app = app

    def __getattr__(self, name: str) -> Any:
        """A macro; found at once from then on."""
        found = getattr(self._app.jinja_env.get_template(MACROS).module, name)
        setattr(self, name, found)
        return found


def init_app(app: Flask) -> None:
    """Give every template the filters, the macros and the pictures of progress."""
    app.jinja_env.globals["ui"] = Parts(app)
    app.add_template_global(network)
    app.add_template_global(thread)
    app.add_template_global(today)
    app.jinja_env.filters |= {
        "attributes": attributes,
        "control": control,
        "described_by": described_by,
        "day": day,
        "first_mistake": first_mistake,
        "minutes": minutes,
        "mistakes": mistakes,
        "moment": moment,
        "number": format_decimal,
        "options": options,
        "plain": plain,
        "stored": stored,
        "time": time,
        "when": when,
        "words": words,
    }


def stored(html: str) -> Markup:
    """HTML that was sanitised when it was stored, for printing as it is."""
    return Markup(html)  # noqa: S704 -- courses/publish and web/sanitize made it safe


def plain(label: Any) -> str:
    """A label without its tags, where only text may stand; translated once."""
    return str(label.striptags() if isinstance(label, Markup) else label)


def words(said: Any) -> str:
    """A sentence in the reader's language; what is no sentence of ours is shown as it is."""
    if isinstance(said, date):
        return day(said)
    if not isinstance(said, Words):
        return str(said)
    gaps = {name: words(value) for name, value in said.values.items()}
    return str(gettext(said.text)).format(**gaps)


def day(value: date) -> str:
    """5 March 2026, in the agency's zone when it is a moment."""
    return str(format_date(value, "long"))


def today() -> date:
    """The day that it is in the agency's zone."""
    here: datetime = to_user_timezone(now())
    return here.date()


def time(value: datetime) -> str:
    """14:02, in the agency's zone."""
    return str(format_time(value, "short"))


def moment(value: datetime) -> str:
    """5 March 2026 at 14:02, in the agency's zone."""
    return str(gettext("%(day)s at %(time)s", day=day(value), time=time(value)))


def when(value: datetime) -> str:
    """At 14:02; on another day: on 5 March 2026 at 14:02; in the agency's zone."""
    if to_user_timezone(value).date() == to_user_timezone(now()).date():
        return str(gettext("at %(time)s", time=time(value)))
    return str(gettext("on %(day)s at %(time)s", day=day(value), time=time(value)))


def minutes(count: int) -> str:
    """24 minutes; 1 hour; 5 hours 15 minutes."""
    hours, rest = divmod(count, 60)
    parts = []
    if hours:
        parts.append(ngettext("%(num)d hour", "%(num)d hours", hours))
    if rest or not hours:
        parts.append(ngettext("%(num)d minute", "%(num)d minutes", rest))
    return " ".join(parts)


def mistakes(form: Any) -> Iterator[tuple[str, str]]:
    """What is wrong in a form, in order: the id to go to ("" = nowhere) and the words."""
    for field in form:
        yield from _mistakes_of(field)
    for message in form.form_errors:
        yield "", message


def first_mistake(errors: Sequence[Any]) -> str:
    """The first message of a field's errors."""
    return str(errors[0])


def _mistakes_of(field: Field) -> Iterator[tuple[str, str]]:
    if isinstance(field, Rows):
        yield from field.mistakes()
    elif isinstance(field, FormField):
        yield from mistakes(field.form)
    elif isinstance(field, FieldList):
        yield from (found for entry in field for found in _mistakes_of(entry))
        yield from ((field.id, error) for error in field.errors if isinstance(error, str))
    elif field.errors:
        yield _place_of(field), _words_of(field)


def _place_of(field: Field) -> str:
    """The id that a link in the summary goes to: a choice's first option, else the field."""
    if field.name == "csrf_token":
        return ""
    return f"{field.id}-0" if control(field) in {"radios", "checkboxes"} else field.id


def _words_of(field: Field) -> str:
    if field.name == "csrf_token":
        return too_late()
    return first_mistake(field.errors)
