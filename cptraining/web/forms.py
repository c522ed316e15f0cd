"""The base of every form: bound to the request, guarded against forged posts."""

from collections.abc import Iterable
from typing import Any

from flask import request
from flask_wtf import FlaskForm
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # stubs lag

from cptraining.web.rows import Rows


class Form(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A form that reads this request and knows when it was validly submitted."""

    def submitted(self) -> bool:
        """Whether this request posts valid data."""
        return request.method == "POST" and bool(self.validate())


class Press(Form):
    """Buttons and nothing else."""


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
