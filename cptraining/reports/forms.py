"""What a trainer chooses to see of the report."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import DateField, HiddenField, SelectField, StringField, ValidationError
from wtforms.validators import Length, Optional

from cptraining.people.models import Team
from cptraining.people.reader import Reader, Workplace
from cptraining.reports.asked import SORTS, Asked, Span
from cptraining.reports.papers import Asking
from cptraining.reports.queries.completion import Given
from cptraining.reports.queries.questions import Place
from cptraining.reports.tried import USUAL, WHICH, Tried, Which
from cptraining.rules.standing import LABELS, Status
from cptraining.web.filters import words
from cptraining.web.forms import Form, choices
from cptraining.web.typed import one_line

NAME_LENGTH = 120
DEFAULT_SORT = ("sort", SORTS[0])


class ListField(SelectField):
    """One of a list; says in plain words when an address names something else."""

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002 -- WTForms gives it
        if self.data not in {str(value) for value, *_more in self.iter_choices()}:
            raise ValidationError(_("%(label)s: choose one from the list.", label=self.label.text))


class DayField(DateField):
    """A day that may be left open; says in plain words how to write one."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day. Raises ValueError with what to do."""
        try:
            super().process_formdata([value.strip() for value in valuelist])
        except ValueError as error:
            raise ValueError(_("Write a day like 2026-12-18, or leave this empty.")) from error


def _day(label: Any) -> DayField:
    return DayField(label, validators=[Optional()])


class FilterForm(Form):
    """The filters; they change nothing, so they need no token and live in the address."""

    class Meta:
        csrf = False

    agency = ListField(_("Agency"), default="")
    team = ListField(_("Team"), default="")
    course = ListField(_("Course"), default="")
    status = ListField(_("State"), default="")
    due_from = _day(_("Due from"))
    due_to = _day(_("Due to"))
    completed_from = _day(_("Completed from"))
    completed_to = _day(_("Completed to"))
    name = StringField(
        _("Name has"),
        filters=[one_line],
        validators=[Length(max=NAME_LENGTH, message=_("Write at most %(max)d characters"))],
    )
    sort = HiddenField(default=SORTS[0], filters=[lambda asked: _sort(asked or "")])

    def offer(
        self, courses: Sequence[Given], agencies: Sequence[Workplace], teams: Sequence[Team]
    ) -> None:
        """Fill in what can be chosen; the first course is the one shown unasked."""
        self.course.choices = choices((str(course.id), course.title) for course in courses)
        self.agency.choices = choices(_all(_("All agencies"), agencies))
        self.team.choices = choices(_all(_("All teams"), teams))
        statuses = [(status.value, words(LABELS[status])) for status in Status]
        self.status.choices = choices([("", str(_("Any state"))), *statuses])
        if not self.course.data and courses:
            self.course.data = str(courses[0].id)

    @property
    def asked(self) -> Asked:
        """What the report is asked for, once this is valid."""
        return Asked(
            course_id=int(self.course.data),
            agency_id=int(self.agency.data or 0) or None,
            team_id=int(self.team.data or 0) or None,
            status=Status(self.status.data) if self.status.data else None,
            due=Span(self.due_from.data, self.due_to.data),
            completed=Span(self.completed_from.data, self.completed_to.data),
            name=self.name.data or "",
            sort=self.sort.data or SORTS[0],
        )

    @property
    def is_narrowed(self) -> bool:
        """Whether names or days leave some people out of the figures."""
        asked = self.asked
        return (asked.name, asked.due, asked.completed) != ("", Span(), Span())

    @property
    def address(self) -> dict[str, str]:
        """What the address says of each filter that is set, the course always among them."""
        shown = {field.name: str(field.data) for field in self if field.data}
        return {name: value for name, value in shown.items() if (name, value) != DEFAULT_SORT}

    def validate_due_to(self, field: DayField) -> None:
        """Refuse a time that ends before it begins."""
        _refuse_backwards(self.due_from, field)

    def validate_completed_to(self, field: DayField) -> None:
        """Refuse a time that ends before it begins."""
        _refuse_backwards(self.completed_from, field)


class FiguresForm(Form):
    """Whose attempts at a quiz are counted; the choices live in the address."""

    class Meta:
        csrf = False

    agency = ListField(_("Agency"), default="")
    team = ListField(_("Team"), default="")
    attempts = ListField(_("Tries"), default="")
    edition = ListField(_("Questions"), default="")

    def offer(
        self, agencies: Sequence[Place], teams: Sequence[Place], askings: Sequence[Asking]
    ) -> None:
        """Fill in what can be chosen; what the quiz counts and asks now is shown unasked."""
        self.agency.choices = choices(_all(_("All agencies"), agencies))
        self.team.choices = choices(_all(_("All teams"), teams))
        self.attempts.choices = choices((which.value, words(WHICH[which])) for which in Which)
        self.edition.choices = choices(
            (str(asking.editions[0].number), words(asking.words)) for asking in askings
        )
        if not self.attempts.data:
            self.attempts.data = USUAL[askings[0].paper.content.counts].value
        if not self.edition.data:
            self.edition.data = str(askings[0].editions[0].number)

    def tried(self, reader: Reader, course_id: int, asking: Asking) -> Tried:
        """The attempts that are asked for, once this is valid."""
        return Tried(
            reader=reader,
            course_id=course_id,
            step=asking.step,
            edition_ids=asking.edition_ids,
            which=Which(self.attempts.data),
            agency_id=int(self.agency.data or 0) or None,
            team_id=int(self.team.data or 0) or None,
        )

    @property
    def address(self) -> dict[str, str]:
        """What the address says of each choice."""
        return {field.name: str(field.data) for field in self if field.data}


def _all(everything: str, some: Sequence[Workplace | Team | Place]) -> list[tuple[str, str]]:
    return [("", str(everything)), *((str(one.id), one.name) for one in some)]


def _sort(asked: str) -> str:
    """A way of sorting that there is; nothing is lost by not following another one."""
    return asked if asked.removeprefix("-") in SORTS else SORTS[0]


def _refuse_backwards(first: DayField, last: DayField) -> None:
    if first.data and last.data and last.data < first.data:
        raise ValidationError(_("Choose a day that is not before the first one."))
