"""What people type to get in and about themselves."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import EmailField, HiddenField, PasswordField, StringField, ValidationError
from wtforms.validators import InputRequired, Length

from cptraining.people import email, passwords
from cptraining.web.filters import words
from cptraining.web.forms import Form
from cptraining.web.typed import one_line

NAME_LENGTH = 120


def email_field(label: Any, **more: Any) -> EmailField:
    """A field for an address; the form tidies it."""
    return EmailField(
        label,
        filters=[email.tidy],
        validators=[InputRequired(_("Write an e-mail address"))],
        render_kw={"autocomplete": "email", "spellcheck": "false"},
        **more,
    )


def name_field() -> StringField:
    """A field for the name that certificates print."""
    return StringField(
        _("Your name"),
        description=_("As it should be printed on your certificates, in any script"),
        filters=[one_line],
        validators=[
            InputRequired(_("Write your name")),
            Length(max=NAME_LENGTH, message=_("Write at most %(max)d characters")),
        ],
        render_kw={"autocomplete": "name", "spellcheck": "false"},
    )


def new_password_field(label: Any) -> PasswordField:
    """A field for a password that is being chosen."""
    return PasswordField(
        label,
        description=_("At least 10 characters. Three or four words that only you would choose"),
        render_kw={"autocomplete": "new-password"},
    )


class SignInForm(Form):
    """E-mail address and password."""

    email = email_field(_("E-mail address"))
    password = PasswordField(
        _("Password"),
        validators=[InputRequired(_("Write your password"))],
        render_kw={"autocomplete": "current-password"},
    )


class DemonstrationForm(Form):
    """Which of the invented people to be."""

    email = HiddenField()


class AcceptForm(Form):
    """What a new person tells us: name and password."""

    name = name_field()
    password = new_password_field(_("Choose a password"))

    def __init__(self, address: str, **more: Any) -> None:
        super().__init__(**more)
        self.address = address

    def validate_password(self, field: Any) -> None:
        """Refuse what others would guess."""
        refuse_weak(field, self.address)


class ForgottenForm(Form):
    """Whose password is to be chosen anew."""

    email = email_field(_("E-mail address"))

    def validate_email(self, field: Any) -> None:
        """Only what mail can be sent to."""
        if not email.is_address(field.data):
            raise ValidationError(_("Write an e-mail address like name@example.org"))


class ResetForm(Form):
    """The new password."""

    password = new_password_field(_("New password"))

    def __init__(self, address: str, **more: Any) -> None:
        super().__init__(**more)
        self.address = address

    def validate_password(self, field: Any) -> None:
        """Refuse what others would guess."""
        refuse_weak(field, self.address)


class PasswordForm(ResetForm):
    """The present password and the new one."""

    present = PasswordField(
        _("Your password now"),
        validators=[InputRequired(_("Write the password that you have now"))],
        render_kw={"autocomplete": "current-password"},
    )


class NameForm(Form):
    """The name that certificates print."""

    name = name_field()


def refuse_weak(field: Any, address: str) -> None:
    """Say what is wrong with a new password. Raises ValidationError."""
    problem = passwords.problem(field.data or "", address)
    if problem is not None:
        raise ValidationError(words(problem))
