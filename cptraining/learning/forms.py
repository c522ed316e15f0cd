"""What learners and trainers fill in around the kinds' own forms."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from flask_babel import lazy_gettext as _
from markupsafe import Markup
from wtforms import (
    BooleanField,
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional
from wtforms.widgets import HiddenInput

from cptraining.courses.models import Course
from cptraining.people.models import Membership
from cptraining.questions.content import Question
from cptraining.rules.dates import is_past
from cptraining.rules.outline import Step
from cptraining.web.forms import AnswerForm, Form, choices
from cptraining.web.typed import lines

MOST_LETTERS = 4000
MOST_REASON = 500
MOST_SAVES = 2**31 - 2  # One more must still fit its column.


class NoteForm(Form):
    """The tick under the note."""

    is_read = BooleanField(
        _("I have read this"),
        validators=[InputRequired(_("Tick the box when you have read the note."))],
    )


class CommentForm(Form):
    """What a trainer says to something that was shared."""

    text = TextAreaField(
        _("Your answer"),
        description=_("What strikes you, a question, a next step. They are told by mail."),
        filters=[lines],
        validators=[
            DataRequired(_("Write your answer first")),
            Length(max=MOST_LETTERS, message=_("Write at most %(max)d characters")),
        ],
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

    def offer(
        self, courses: Iterable[Course], memberships: Sequence[Membership], now: datetime
    ) -> None:
        """Fill in what can be chosen; `now` says which days are over."""
        self.zones = {found.agency_id: found.agency.zone for found in memberships}
        self.now = now
        self.course.choices = choices((str(course.id), course.title) for course in courses)
        self.agency.choices = choices(
            (str(found.agency.id), found.agency.name) for found in memberships
        )

    def validate_due_on(self, field: DateField) -> None:
        """A day that is not over where the agency is."""
        zone = self.zones.get(self.agency.data)
        if zone and is_past(field.data, zone, self.now):
            raise ValidationError(_("This day is over. Choose today or a later day."))


class AdjustForm(Form):
    """More tries or minutes for one person at one quiz, and why."""

    quiz = SelectField(_("Quiz"))
    tries = IntegerField(
        _("More tries"),
        default=0,
        validators=[Optional(), NumberRange(0, 20, _("From 0 to 20 tries"))],
    )
    minutes = IntegerField(
        _("More minutes"),
        description=_("For each try, where the time is limited; also for the one that is open."),
        default=0,
        validators=[Optional(), NumberRange(0, 600, _("From 0 to 600 minutes"))],
    )
    reason = TextAreaField(
        _("Why?"),
        description=_("Trainers of this agency can read it. No diagnoses, please."),
        filters=[lines],
        validators=[
            DataRequired(_("Write the reason first")),
            Length(max=MOST_REASON, message=_("Write at most %(max)d characters")),
        ],
    )

    def offer(self, quizzes: Iterable[Step]) -> None:
        """Fill in the quizzes that can be chosen."""
        self.quiz.choices = choices((step.id, step.title) for step in quizzes)

    def validate_tries(self, field: IntegerField) -> None:
        """Something must be added."""
        if not (field.data or self.minutes.data):
            raise ValidationError(_("Add tries or minutes."))


class RegradeForm(Form):
    """Which tries to mark again, why, and whose completion may be taken away."""

    chosen = SelectMultipleField(coerce=int)
    takes = SelectMultipleField(coerce=int)
    reason = TextAreaField(
        _("Why were the questions corrected?"),
        description=_("It stands in the record beside every change."),
        filters=[lines],
        validators=[
            DataRequired(_("Write the reason first")),
            Length(max=MOST_REASON, message=_("Write at most %(max)d characters")),
        ],
    )

    def offer(self, ids: Sequence[int]) -> None:
        """Fill in the tries that can be chosen."""
        self.chosen.choices = self.takes.choices = choices((str(id_), "") for id_ in ids)


def mark_form(question: Question) -> type[Form]:
    """The form in which a trainer gives points by a question's rubric, and says something."""
    names = [f"points{place}" for place in range(len(question.criteria))]

    class MarkForm(Form):
        """Points for each line of the rubric; `seen` is when the marking shown was made."""

        seen = HiddenField()
        note = TextAreaField(
            _("Say something to them"),
            description=_("What strikes you, what to try next. You can leave this empty."),
            filters=[lines],
            validators=[
                Length(max=MOST_LETTERS, message=_("Write at most %(max)d characters")),
            ],
        )

        @property
        def lines(self) -> list[RadioField]:
            """A field for each line of the rubric."""
            return [self[name] for name in names]

        @property
        def points(self) -> list[int]:
            """The points, in the order of the rubric."""
            return [int(field.data) for field in self.lines]

    for name, criterion in zip(names, question.criteria, strict=True):
        field = RadioField(
            Markup(criterion.text),  # noqa: S704 -- sanitised when published
            choices=choices((str(n), str(n)) for n in range(criterion.points + 1)),
            validators=[InputRequired(_("Choose the points"))],
        )
        setattr(MarkForm, name, field)
    return MarkForm


def certain(form: type[AnswerForm]) -> type[AnswerForm]:
    """A question's form that also asks how sure the person is, from 1 to 3."""

    class Certain(form):  # type: ignore[misc, valid-type]  # the kind's class is known when running
        """The question's fields and the certainty."""

        certainty = RadioField(
            _("How sure are you?"),
            description=_(
                "Right and sure counts most. Wrong and sure takes points away, so say it as it is."
            ),
            choices=choices(
                (("1", _("Not very")), ("2", _("Fairly")), ("3", _("Very: I would act on it")))
            ),
            coerce=lambda value: int(value) if value else None,
            validators=[Optional()],
        )

    return Certain


def numbered(form: type[AnswerForm]) -> type[AnswerForm]:
    """A kind's form with the number of the answer that the page has seen; 0 = none yet."""

    class Numbered(form):  # type: ignore[misc, valid-type]  # the kind's class is known when running
        """The kind's fields and the number."""

        number = IntegerField(
            default=0, widget=HiddenInput(), validators=[NumberRange(0, MOST_SAVES)]
        )

    return Numbered
