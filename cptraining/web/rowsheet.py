"""Draws a list of small records: a row of controls for each, and buttons that need no script.

It is written for speed: Jinja would take five times as long, and what stands round that which
people wrote is made once in each language.
"""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from flask_babel import gettext as _
from markupsafe import Markup, escape

from cptraining.web.columns import Column, problem
from cptraining.web.language import once_in_each_language

PATTERN = "new"
"""Stands for the number of the row that rows.js copies."""

PLACE, NUMBER, ID = "\0place", "\0number", "\0id"
"""Stand for what is a blank row's own."""

DrawRow = Callable[[str, str, str, list[str], Mapping[str, str]], str]
"""Draws a row: its place from 0 (or PATTERN), its number from 1, its id, the texts of its cells,
and what is wrong in cells, by their ids."""


class Frame(NamedTuple):
    """What stands round the rows, and what draws one; `head` lacks what is wrong with the list."""

    head: str
    saving: str
    opening: str
    row: DrawRow
    blanks: list[str]
    blank: str
    foot: str

    def drawn(self, place: int, row: Any, wrong: Mapping[str, str]) -> str:
        """A row of the field; the blank ones are copies of one."""
        if wrong or row.texts != self.blanks:
            return self.row(str(place), str(place + 1), row.id, row.texts, wrong)
        blank = self.blank.replace(PLACE, str(place)).replace(NUMBER, str(place + 1))
        return blank.replace(ID, row.id)


def sheet(field: Any, **_attributes: Any) -> Markup:
    """The whole field (a `Rows`), with a pattern of a row that rows.js copies."""
    frame = _frame(
        field.id, str(field.label.text), str(field.noun), field.most, tuple(field.columns)
    )
    drawn = (frame.drawn(place, row, field.wrong) for place, row in enumerate(field.rows))
    rows = "".join(
        row.replace(">", " autofocus>", 1) if place == field.goes_on_at else row
        for place, row in enumerate(drawn)
    )
    about, wrong = problem(field.id, next(iter(field.complaints), ""))
    return Markup(  # noqa: S704  # every text in it is escaped where it comes in
        f"{frame.head}{about}>{frame.saving}{wrong}{frame.opening}{rows}{frame.foot}"
    )


@once_in_each_language
def _frame(name: str, label: str, noun: str, most: int, columns: tuple[Column, ...]) -> Frame:
    row = _draws_rows(name, escape(noun), columns)
    tall = " app-entries--tall" if any(column.is_long for column in columns) else ""
    blanks = [column.blank for column in columns]
    pattern = row(PATTERN, "", "", blanks, {})
    return Frame(
        f'<div id="{name}" tabindex="-1" data-rows data-most="{most}"{_said()}',
        _saving(),
        f'<ol class="app-entries{tall}" aria-label="{escape(label)}">',
        row,
        blanks,
        row(PLACE, NUMBER, ID, blanks, {}),
        f"</ol><template>{pattern}</template>{_foot(name)}</div>",
    )


def _draws_rows(name: str, noun: str, columns: tuple[Column, ...]) -> DrawRow:
    cells = [(f"-{column.name}", column.draws()) for column in columns]
    tools = _draws_tools(name, noun)

    def draw(place: str, number: str, id_: str, texts: list[str], wrong: Mapping[str, str]) -> str:
        row = f"{name}-{place}"
        inside = "".join(
            one(cell := row + column, text, wrong.get(cell, ""))
            for (column, one), text in zip(cells, texts, strict=True)
        )
        is_wrong = bool(wrong) and any(row + column in wrong for column, _one in cells)
        return (
            f'<li class="app-entry{" app-entry--wrong" if is_wrong else ""}" id="{row}" '
            'tabindex="-1"><fieldset class="nhsuk-fieldset">'
            f'<legend class="nhsuk-u-visually-hidden">{noun} <span data-place>{number}</span>'
            f'</legend><input type="hidden" name="{row}-id" value="{id_}">'
            f'<div class="app-entry__fields">{inside}{tools(id_, number)}</div></fieldset></li>'
        )

    return draw


def _draws_tools(name: str, noun: str) -> Callable[[str, str], str]:
    """Draws a row's buttons, each with the words of the row that it is for."""
    up, down, remove = escape(_("Move up")), escape(_("Move down")), escape(_("Remove"))

    def draw(id_: str, number: str) -> str:
        row = f"{noun} <span data-place>{number}</span></span></button>"
        head = f' type="submit" name="intent" value="edit:{name}-'
        said = '"><span class="nhsuk-u-visually-hidden">'
        return (
            '<div class="app-entry__tools">'
            f'<button class="app-entry__up"{head}up-{id_}{said}{up} {row}'
            f'<button class="app-entry__down"{head}down-{id_}{said}{down} {row}'
            f'<button class="app-link"{head}remove-{id_}">{remove}'
            f'<span class="nhsuk-u-visually-hidden"> {row}</div>'
        )

    return draw


def _saving() -> str:
    """What Enter in a text presses: without it that would be the first row's first button."""
    return (
        '<button class="nhsuk-u-visually-hidden" type="submit" name="intent" value="save"'
        f' tabindex="-1" aria-hidden="true">{escape(_("Save"))}</button>'
    )


def _foot(name: str) -> str:
    """The button for more rows, and the line in which rows.js says what it did."""
    return (
        '<p class="app-actions"><button class="nhsuk-button nhsuk-button--secondary" type="submit"'
        f' name="intent" value="edit:{name}-add" data-words="{escape(_("Add another"))}">'
        f"{escape(_('Save and show more rows'))}</button>"
        '<span class="app-small" role="status"></span>'
        f'<button class="app-link" type="button" data-undo hidden>{escape(_("Undo"))}</button></p>'
    )


def _said() -> str:
    """What rows.js says, as attributes."""
    said = {
        "added": _("{what} is added."),
        "moved": _("{what} is now number {n} of {of}."),
        "removed": _("{what} is removed."),
        "back": _("{what} is back as number {n}."),
        "full": _("There is room for {n}. Remove one first."),
    }
    return "".join(f' data-{name}="{escape(words)}"' for name, words in said.items())
