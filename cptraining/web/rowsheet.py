"""Draws a list of small records: a row of controls for each, and buttons that need no script.

It is written for speed. Words are translated once a page, and Jinja would take five times as long.
"""

from collections.abc import Callable
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup, escape

from cptraining.web.columns import problem

PATTERN = "new"
"""Stands for the number of the row that rows.js copies."""

DrawRow = Callable[[int | str, str, list[str]], str]
"""Draws a row: its place from 0 (or PATTERN), its id, the texts of its cells."""


def sheet(field: Any, **_attributes: Any) -> Markup:
    """The whole field (a `Rows`), with a pattern of a row that rows.js copies."""
    draw = _draws_rows(field)
    rows = "".join(draw(place, row.id, row.texts) for place, row in enumerate(field.rows))
    tall = " app-entries--tall" if any(column.is_long for column in field.columns) else ""
    about, wrong = problem(field.id, next(iter(field.complaints), ""))
    blank = [column.blank for column in field.columns]
    return Markup(  # noqa: S704  # every text in it is escaped where it comes in
        f'<div id="{field.id}" tabindex="-1" data-rows data-most="{field.most}"{about}{_said()}>'
        f"{_saving()}{wrong}"
        f'<ol class="app-entries{tall}" aria-label="{escape(str(field.label.text))}">{rows}</ol>'
        f"<template>{draw(PATTERN, '', blank)}</template>{_foot(field.id)}</div>"
    )


def _draws_rows(field: Any) -> DrawRow:
    name, wrong = field.id, field.wrong
    noun = escape(str(field.noun))
    cells = [(f"-{column.name}", column.draws()) for column in field.columns]
    tools = _draws_tools(name, noun)

    def draw(place: int | str, id_: str, texts: list[str]) -> str:
        row = f"{name}-{place}"
        number = place + 1 if isinstance(place, int) else ""
        inside = "".join(
            one(cell := row + column, text, wrong.get(cell, ""))
            for (column, one), text in zip(cells, texts, strict=True)
        )
        return (
            f'<li class="app-entry" id="{row}" tabindex="-1"><fieldset class="nhsuk-fieldset">'
            f'<legend class="nhsuk-u-visually-hidden">{noun} <span data-place>{number}</span>'
            f'</legend><input type="hidden" name="{row}-id" value="{id_}">'
            f'<div class="app-entry__fields">{inside}{tools(id_, number)}</div></fieldset></li>'
        )

    return draw


def _draws_tools(name: str, noun: str) -> Callable[[str, int | str], str]:
    """Draws a row's buttons, each with the words of the row that it is for."""
    up, down, remove = escape(_("Move up")), escape(_("Move down")), escape(_("Remove"))

    def draw(id_: str, number: int | str) -> str:
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
