"""The base of every form: bound to the request, guarded against forged posts."""

from collections.abc import Iterable, Iterator
from typing import Any

from babel.support import NullTranslations, Translations
from flask import request
from flask_babel import get_locale, gettext
from flask_wtf import FlaskForm
from flask_wtf.csrf import generate_csrf, validate_csrf
from wtforms import ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # stubs lag
from wtforms.i18n import messages_path

from cptraining.web.language import once_in_each_language
from cptraining.web.rows import Rows

TOKEN = "csrf_token"  # noqa: S105 -- a field's name


def too_late() -> str:
    """What a page says whose token is not good any more."""
    return str(gettext("This page has been open for a long time. Press the button again."))


class Form(FlaskForm):  # type: ignore[misc]  # Flask-WTF has no types
    """A form that reads this request and knows when it was validly submitted."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """Where WTForms finds its own sentences."""

        def get_translations(self, _form: Any) -> NullTranslations:
            """Those of the reader's language; Flask-WTF would read the file for each page."""
            return _sentences()

    def submitted(self) -> bool:
        """Whether this request posts valid data."""
        return request.method == "POST" and bool(self.validate())


@once_in_each_language
def _sentences() -> NullTranslations:
    return Translations.load(messages_path(), [str(get_locale())], domain="wtforms")


class Token:
    """The hidden field of a form without fields; made when a page prints it."""

    name = TOKEN

    def _value(self) -> str:
        return str(generate_csrf())


class NoNumber:
    """The hidden field that says that no answer was seen."""

    name = "number"

    def _value(self) -> str:
        return "0"


class Press:
    """Buttons and nothing else: only the token is made and looked at.

    Most pages have one, and making a form of fields for it would cost them more than a statement.
    """

    csrf_token = Token()

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

    def __iter__(self) -> Iterator[Any]:
        """No fields."""
        return iter(())


class Untouched(Press):
    """The form of a step on which nobody has written; its page has the fields already."""

    number = NoNumber()


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

    def rearrange(self, what: str) -> bool:
        """Let a button of a list do its work although something is wrong; whether it could.

        What is wrong is said once somebody saves.
        """
        is_list = isinstance(self._fields.get(what.partition("-")[0]), Rows)
        if TOKEN in self.errors or not is_list:
            return False
        self.edit(what)
        for field in self:
            field.errors = []
            if isinstance(field, Rows):
                field.forgive()
        return True


def choices(pairs: Iterable[tuple[str, str]]) -> list[Any]:
    """Options for a choice field from (value, label) pairs."""
    return [SelectChoice(value, label) for value, label in pairs]
