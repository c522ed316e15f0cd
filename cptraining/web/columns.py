"""The columns of a list of small records: how a cell is read, checked and drawn."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from re import fullmatch
from typing import Any

from flask_babel import gettext as _
from markupsafe import escape

from cptraining.web.typed import lines, one_line

Draw = Callable[[str, str, str], str]
"""Draws a cell: its id, what it holds as text, what is wrong with it ("" = nothing)."""

TICKED = "y"


@dataclass(frozen=True, eq=False)
class Column:
    """One thing that each record says.

    A cell is a text while it is on a page and in a post. `needed` is what a person is told who
    leaves it blank; without it, blank is fine. One that `is_wide` has a line of its own.
    """

    name: str
    label: str
    needed: str = field(default="", kw_only=True)
    is_wide: bool = field(default=False, kw_only=True)

    is_long = False
    is_typed = False

    @property
    def blank(self) -> str:
        """What a new row holds."""
        return ""

    def read(self, text: str) -> Any:
        """What is stored of a cell."""
        return one_line(text)

    def write(self, value: Any) -> str:
        """The text of what was stored, by whatever version of the form."""
        return value if isinstance(value, str) else ""

    def wrong(self, text: str) -> str:
        """What is wrong with a cell; "" = nothing."""
        return "" if self.read(text) else str(self.needed)

    def draws(self) -> Draw:
        """What draws the cells of one page; the words are translated here, once."""
        label = escape(str(self.label))
        group = "nhsuk-form-group" + (" app-entry__wide" if self.is_wide or self.is_long else "")

        def draw(id_: str, text: str, wrong: str) -> str:
            about, said = problem(id_, wrong)
            return (
                f'<div class="{group}{" nhsuk-form-group--error" if wrong else ""}">'
                f'<label class="nhsuk-label" for="{id_}">{label}</label>{said}'
                f"{control(id_, text, about)}</div>"
            )

        control = self._control()
        return draw

    def _control(self) -> Draw:
        """Draws the control alone: its id, its text, its further attributes."""
        return _input


@dataclass(frozen=True, eq=False)
class Text(Column):
    """One line of at most so many characters."""

    most: int = field(default=100, kw_only=True)

    is_typed = True

    def wrong(self, text: str) -> str:
        """Too long, or blank where it is needed."""
        return too_long(self.read(text), self.most) or super().wrong(text)


@dataclass(frozen=True, eq=False)
class Long(Text):
    """Several lines."""

    most: int = field(default=1000, kw_only=True)

    is_long = True

    def read(self, text: str) -> str:
        return lines(text)

    def _control(self) -> Draw:
        return lambda id_, text, about: (
            f'<textarea class="{_classes("nhsuk-textarea", about)}" id="{id_}" name="{id_}"'
            f' rows="2"{about}>\n{escape(text)}</textarea>'
        )


@dataclass(frozen=True, eq=False)
class Choice(Column):
    """One of some values, each with its words; a new row has the `default`, "" = none yet."""

    choices: Mapping[str, str]
    default: str = field(default="", kw_only=True)

    @property
    def blank(self) -> str:
        return self.default

    def read(self, text: str) -> str:
        return text if text in self.choices else self.default

    def write(self, value: Any) -> str:
        return self.read(super().write(value))

    def wrong(self, text: str) -> str:
        """Not one of the choices, or blank where it is needed."""
        if text and text not in self.choices:
            return str(_("Choose one from the list."))
        return super().wrong(text)

    def _control(self) -> Draw:
        first = [] if self.default else [("", str(_("Choose")))]
        offered = [*first, *((value, str(label)) for value, label in self.choices.items())]
        made: dict[str, str] = {}

        def options(chosen: str) -> str:
            return "".join(
                f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>'
                f"{escape(label)}</option>"
                for value, label in offered
            )

        def draw(id_: str, text: str, about: str) -> str:
            chosen = self.read(text)
            if chosen not in made:
                made[chosen] = options(chosen)
            classes = _classes("nhsuk-select", about)
            head = f'<select class="{classes}" id="{id_}" name="{id_}"{about}>'
            return f"{head}{made[chosen]}</select>"

        return draw


@dataclass(frozen=True, eq=False)
class Tick(Column):
    """Yes or no."""

    def read(self, text: str) -> bool:
        return bool(text)

    def write(self, value: Any) -> str:
        return TICKED if value is True else ""

    def draws(self) -> Draw:
        label = escape(str(self.label))
        return lambda id_, text, _wrong: (
            '<div class="nhsuk-form-group"><div class="nhsuk-checkboxes">'
            '<div class="nhsuk-checkboxes__item"><input class="nhsuk-checkboxes__input"'
            f' id="{id_}" name="{id_}" type="checkbox" value="{TICKED}"'
            f'{" checked" if text else ""}><label class="nhsuk-label nhsuk-checkboxes__label"'
            f' for="{id_}">{label}</label></div></div></div>'
        )


@dataclass(frozen=True, eq=False)
class Hidden(Column):
    """A whole number that a script keeps; None = none yet."""

    label: str = ""

    def read(self, text: str) -> int | None:
        return int(text) if fullmatch(r"-?[0-9]{1,6}", text) else None

    def write(self, value: Any) -> str:
        return str(value) if isinstance(value, int) else ""

    def draws(self) -> Draw:
        return lambda id_, text, _wrong: (
            f'<input type="hidden" id="{id_}" name="{id_}" value="{escape(text)}">'
        )


@dataclass(frozen=True, eq=False)
class Day(Column):
    """A day, stored as 2026-03-05; 5/3/2026 is understood too."""

    is_typed = True

    def read(self, text: str) -> str:
        found = day(text)
        return found.isoformat() if found else ""

    def wrong(self, text: str) -> str:
        """No day, or blank where it is needed."""
        if text.strip() and day(text) is None:
            return str(_("Write a day like 5/3/2026."))
        return super().wrong(text)

    def _control(self) -> Draw:
        # A browser's own picker would drop what is no day, and the person must see it.
        return lambda id_, text, about: _input(
            id_, text, about, "text" if text and not day(text) else "date"
        )


def day(text: str) -> date | None:
    """The day that somebody wrote; None when it is none."""
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(text.strip(), form).date()  # noqa: DTZ007  # a day has no zone
        except ValueError:
            continue
    return None


def too_long(text: str, most: int) -> str:
    """What to say about a text that is longer than it may be; "" = nothing."""
    over = len(text) - most
    if over <= 0:
        return ""
    return str(_("Write at most %(most)s characters; these are %(n)s.", most=most, n=len(text)))


def problem(id_: str, wrong: str) -> tuple[str, str]:
    """The attribute that ties a control to what is wrong with it, and the words on the page."""
    if not wrong:
        return "", ""
    return f' aria-describedby="{id_}-error"', (
        f'<span class="nhsuk-error-message" id="{id_}-error"><span'
        f' class="nhsuk-u-visually-hidden">{escape(_("Error:"))}</span> {escape(wrong)}</span>'
    )


def _classes(base: str, about: str) -> str:
    return f"{base} {base}--error" if about else base


def _input(id_: str, text: str, about: str, type_: str = "text") -> str:
    return (
        f'<input class="{_classes("nhsuk-input", about)}" id="{id_}" name="{id_}" type="{type_}"'
        f' value="{escape(text)}"{about}>'
    )
