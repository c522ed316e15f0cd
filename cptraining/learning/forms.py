"""What learners and trainers fill in around the kinds' own forms."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    DateField,
    IntegerField,
    SelectField,
    StringField,
    ValidationError,
)
from wtforms.validators import DataRequired, InputRequired, Length, Optional
from wtforms.widgets import HiddenInput

from cptraining.certificates.pdf import can_print
from cptraining.courses.models import Course
from cptraining.people.models import Membership
from cptraining.web.forms import AnswerForm, Form, choices

NAME_LENGTH = 120


class NoteForm(Form):
    """The tick under the note."""

    is_read = BooleanField(
        _("I have read this"),
        validators=[InputRequired(_("Tick the box when you have read the note."))],
    )


class NameForm(Form):
    """The name that certificates print."""

    name = StringField(
        _("Your name, as it should be printed"),
        description=_("Write it in your own way and in any script."),
        render_kw={"autocomplete": "name"},
        validators=[
            DataRequired(_("Write the name that we should print.")),
            Length(max=NAME_LENGTH, message=_("Write at most %(max)d letters.")),
        ],
        filters=[lambda text: " ".join((text or "").split())],
    )

    def validate_name(self, field: StringField) -> None:
        """Every letter can be printed."""
        if field.data and not can_print(field.data):
            raise ValidationError(
                _("We cannot print one of these letters. Write the name without it.")
            )


class AssignForm(Form):
    """Which course, in which agency, by when."""

    course = SelectField(_("Course"), coerce=int)
    agency = SelectField(_("Agency"), coerce=int)
    due_on = DateField(
        _("To finish by"),
        description=_("You can leave this empty."),
        validators=[Optional()],
    )

    def offer(self, courses: Iterable[Course], memberships: Iterable[Membership]) -> None:
        """Fill in what can be chosen."""
        self.course.choices = choices((str(course.id), course.title) for course in courses)
        self.agency.choices = choices(
            (str(found.agency.id), found.agency.name) for found in memberships
        )


def numbered(form: type[AnswerForm]) -> type[AnswerForm]:
    """A kind's form with the number of the answer that the page has seen; 0 = none yet."""

    class Numbered(form):  # type: ignore[misc, valid-type]  # the kind's class is known when running
        """The kind's fields and the number."""

        number = IntegerField(default=0, widget=HiddenInput())

    return Numbered
