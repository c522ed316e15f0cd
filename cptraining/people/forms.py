"""What people type to get in and about themselves."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import (
    DateField,
    EmailField,
    HiddenField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    ValidationError,
)
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from cptraining.people import email, passwords, queries, training
from cptraining.people.models import Role
from cptraining.people.reader import Workplace
from cptraining.rules.dates import is_past
from cptraining.web.filters import words
from cptraining.web.forms import Form, choices
from cptraining.web.typed import one_line

NAME_LENGTH = 120


def email_field(label: Any, **more: Any) -> EmailField:
    """A field for an address; the form tidies it."""
    return EmailField(
        label,
        filters=[email.tidy],
        validators=[DataRequired(_("Write an email address"))],
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
            DataRequired(_("Write your name")),
            Length(max=NAME_LENGTH, message=_("Write at most %(max)d characters")),
            _can_be_printed,
        ],
        render_kw={"autocomplete": "name", "spellcheck": "false"},
    )


def _can_be_printed(_form: Any, field: Any) -> None:
    if not training.can_print(field.data):
        raise ValidationError(_("We cannot print one of these letters. Write the name without it"))


def new_password_field(label: Any) -> PasswordField:
    """A field for a password that is being chosen."""
    return PasswordField(
        label,
        description=_("At least 10 characters. Three or four words that only you would choose"),
        render_kw={"autocomplete": "new-password"},
    )


class SignInForm(Form):
    """Email address and password."""

    email = email_field(_("Email address"))
    password = PasswordField(
        _("Password"),
        validators=[InputRequired(_("Write your password"))],
        render_kw={"autocomplete": "current-password"},
    )


class DemonstrationForm(Form):
    """Which of the invented people to be."""

    email = HiddenField()


class ChoosingForm(Form):
    """A form in which the person with this address chooses a password."""

    def __init__(self, address: str, **more: Any) -> None:
        super().__init__(**more)
        self.address = address

    def validate_password(self, field: Any) -> None:
        """Refuse what others would guess."""
        problem = passwords.problem(field.data or "", self.address)
        if problem is not None:
            raise ValidationError(words(problem))


class AcceptForm(ChoosingForm):
    """What a new person tells us: name and password."""

    name = name_field()
    password = new_password_field(_("Choose a password"))


class ResetForm(ChoosingForm):
    """The new password."""

    password = new_password_field(_("New password"))


class PasswordForm(ChoosingForm):
    """The present password and the new one."""

    present = PasswordField(
        _("Your password now"),
        validators=[InputRequired(_("Write the password that you have now"))],
        render_kw={"autocomplete": "current-password"},
    )
    password = new_password_field(_("New password"))


class NameForm(Form):
    """The name that certificates print."""

    name = name_field()


class ForgottenForm(Form):
    """Whose password is to be chosen anew."""

    email = email_field(_("Email address"))

    def validate_email(self, field: Any) -> None:
        """Only what mail can be sent to."""
        refuse_no_address(field)


class InviteForm(Form):
    """Whom to invite, to which agency and team, for which course."""

    email = email_field(_("Email address"))
    name = StringField(
        _("Name, if you know it"),
        description=_("They can change it when they accept"),
        filters=[one_line],
        validators=[Length(max=NAME_LENGTH, message=_("Write at most %(max)d characters"))],
    )
    agency = SelectField(_("Agency"), coerce=int)
    team = StringField(
        _("Team"),
        description=_("A team that you have, or a new one. You can leave this empty"),
        filters=[one_line],
        validators=[Length(max=NAME_LENGTH, message=_("Write at most %(max)d characters"))],
        render_kw={"list": "teams", "autocomplete": "off"},
    )
    role = RadioField(_("They come to"), coerce=Role, default=Role.LEARNER)
    course = SelectField(_("Course"), coerce=lambda chosen: int(chosen) if chosen else None)
    due_on = DateField(
        _("To finish by"),
        description=_("You can leave this empty"),
        validators=[Optional()],
    )

    def __init__(
        self, agencies: Sequence[Workplace], courses: Mapping[int, str], now: datetime
    ) -> None:
        super().__init__()
        self.now = now
        self.zones = {agency.id: agency.zone for agency in agencies}
        self.agency.choices = choices((str(agency.id), agency.name) for agency in agencies)
        self.role.choices = choices(
            [(Role.LEARNER.value, _("learn")), (Role.TRAINER.value, _("train others"))]
        )
        titles = [(str(course_id), title) for course_id, title in courses.items()]
        self.course.choices = choices([("", _("None for now")), *titles])

    def validate_email(self, field: Any) -> None:
        """Only what mail can be sent to, and nobody who is there or invited already."""
        refuse_no_address(field)
        agency_id = self.agency.data
        if agency_id not in self.zones:
            return
        if queries.is_in(field.data, agency_id, self.role.data):
            raise ValidationError(_("This person is in that agency already"))
        if queries.is_waiting(field.data, agency_id, self.now):
            raise ValidationError(
                _("This person is invited already. You can send the invitation again from People")
            )

    def validate_course(self, field: Any) -> None:
        """Trainers can start courses by themselves."""
        if field.data is not None and self.role.data is not Role.LEARNER:
            raise ValidationError(_("Choose no course for somebody who is to train others"))

    def validate_due_on(self, field: Any) -> None:
        """A day that has not gone by, for a course."""
        if self.course.data is None:
            raise ValidationError(_("Choose the course that is to be finished by this day"))
        zone = self.zones.get(self.agency.data)
        if zone is not None and is_past(field.data, zone, self.now):
            raise ValidationError(_("Write a day that has not gone by"))


def refuse_no_address(field: Any) -> None:
    """Say what an address looks like. Raises ValidationError."""
    if not email.is_address(field.data or ""):
        raise ValidationError(_("Write an email address like name@example.org"))
