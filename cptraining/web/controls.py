"""What the page needs to know of a form's field to draw its control."""

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup, escape
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    TextAreaField,
)

CONTROLS: tuple[tuple[type[Field], str], ...] = (
    (RadioField, "radios"),
    (SelectMultipleField, "checkboxes"),
    (SelectField, "select"),
    (BooleanField, "checkbox"),
    (TextAreaField, "textarea"),
    (PasswordField, "password"),
    (HiddenField, "hidden"),
)

SHORT = 3
"""Letters of a label that stands beside others."""

NOT_SHOWN = {"required", "readonly", "disabled"}
"""The server says what is missing, in words; a browser would say it in its own."""


def control(field: Field) -> str:
    """Which control shows a field; "text" for all that are one line of text."""
    return next((name for kind, name in CONTROLS if isinstance(field, kind)), "text")


def attributes(field: Field) -> Markup:
    """What stands in a control's tag besides class, type and value.

    WTForms draws whole controls, which takes four times as long.
    """
    said = dict(_attributes(field))
    return Markup(  # noqa: S704  # every value is escaped here
        "".join(
            f" {name}" if value is True else f' {name}="{escape(value)}"'
            for name, value in said.items()
            if value is not None and value is not False
        )
    )


def options(field: RadioField | SelectMultipleField, how: str) -> Markup:
    """Radio buttons or checkboxes, one below the other; numbers and the like side by side."""
    kind = "checkbox" if how == "checkboxes" else "radio"
    base, name = f"nhsuk-{how}", field.name
    drawn = [
        f'<div class="{base}__item"><input class="{base}__input" id="{field.id}-{place}"'
        f' name="{name}" type="{kind}" value="{escape(value)}"{" checked" if is_chosen else ""}>'
        f'<label class="nhsuk-label {base}__label" for="{field.id}-{place}">'
        f"{escape(label)}</label>"
        "</div>\n"
        for place, (value, label, is_chosen, *_rest) in enumerate(field.iter_choices())
    ]
    labels = [str(label) for _, label, *_rest in field.iter_choices()]
    side = f" {base}--inline" if kind == "radio" and len(max(labels, key=len)) <= SHORT else ""
    return Markup(f'<div class="{base}{side}">\n{"".join(drawn)}</div>')  # noqa: S704  # escaped here


def described_by(field: Field) -> str:
    """The ids of what is said about a field: its hint, what is wrong with it."""
    hint = f"{field.id}-hint" if field.description else ""
    return f"{hint} {field.id}-error".strip() if field.errors else hint


def _attributes(field: Field) -> Iterator[tuple[str, Any]]:
    yield "id", field.id
    yield "name", field.name
    if not isinstance(field, TextAreaField):  # a browser would cut what is pasted without a word
        known = set(getattr(field.widget, "validation_attrs", ())) - NOT_SHOWN
        yield from ((name, getattr(field.flags, name)) for name in sorted(known))
    yield from (field.render_kw or {}).items()
    yield "aria-describedby", described_by(field) or None
