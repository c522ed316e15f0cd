"""The base of every form: bound to the request, guarded against forged posts."""

from collections.abc import Iterable, Iterator
from typing import Any

from flask import request
from flask_babel import gettext
from flask_wtf import FlaskForm
from flask_wtf.csrf import generate_csrf, validate_csrf
from markupsafe import Markup
from wtforms import ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # stubs lag

from cptraining.web.rows import Rows

TOKEN = "csrf_token"  # noqa: S105 -- a field's name


def too_late() -> str:
    """What a page says whose token is not good any more."""
    return str(gettext("This page has been open for a long time. Press the button again."))


class Form(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A form that reads this request and knows when it was validly submitted."""

    def submitted(self) -> bool:
        """Whether this request posts valid data."""
        return request.method == "POST" and bool(self.validate())


class Press:
    """Buttons and nothing else: only the token is made and looked at.

    Most pages have one, and making a form of fields for it would cost them more than a statement.
    """

    def __init__(self) -> None:
        self.errors: dict[str, list[str]] = {}
        self.form_errors: list[str] = []

    def submitted(self) -> bool:
        """Whether this request posts a good token."""
        if request.method != "POST":
            return False
        try:
            validate_csrf(request.form.get(TOKEN))
        except ValidationError:
            self.form_errors = [too_late()]
            self.errors = {TOKEN: self.form_errors}
        return not self.errors

    def csrf_token(self, **_attributes: Any) -> Markup:
        """The hidden field, as a form's own prints it."""
        return Markup('<input name="{}" type="hidden" value="{}">').format(TOKEN, generate_csrf())

    def __iter__(self) -> Iterator[Any]:
        """No fields."""
        return iter(())


class AnswerForm(Form):
    """What a person fills in on a step or a question."""

    @property
    def answer(self) -> Any:
        """The answer as JSON, as it is stored."""
        raise NotImplementedError

    @classmethod
    def filled(cls, answer: Any) -> dict[str, Any]:
        """The fields' data that shows a stored answer again."""
        raise NotImplementedError

    def edit(self, what: str) -> str | None:
        """Do what a button inside the page says, before the answer is saved: "items-up-k3".

        The id of the element to go on at; None = the top of the page.
        """
        name, _dash, rest = what.partition("-")
        field = self._fields.get(name)
        return field.edit(rest) if isinstance(field, Rows) else None


def choices(pairs: Iterable[tuple[str, str]]) -> list[Any]:
    """Options for a choice field from (value, label) pairs."""
    return [SelectChoice(value, label) for value, label in pairs]
