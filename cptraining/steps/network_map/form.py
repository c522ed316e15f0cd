"""The map as a plain table of rows."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    FieldList,
    Form,
    FormField,
    RadioField,
    SelectField,
    StringField,
    ValidationError,
)
from wtforms.validators import Length, Optional

from cptraining.steps.network_map.content import OWN, NetworkMap
from cptraining.web.forms import AnswerForm, choices
from cptraining.web.typed import one_line

KINDS = [("person", _("person")), ("place", _("place")), ("activity", _("activity"))]
CIRCLES = [("close", _("close")), ("middle", _("middle")), ("outer", _("outer"))]
EFFECTS = [
    ("gives", _("gives something")),
    ("neutral", _("neutral")),
    ("drains", _("wears out")),
]
FIRST_ROWS, MORE_ROWS, MOST_ROWS = 8, 4, 60


class Row(Form):
    """One thing on the map; a row without a name is left out."""

    name = StringField(
        _("What would you call it?"), filters=[one_line], validators=[Length(max=40)]
    )
    kind = SelectField(_("Kind"), choices=choices([("", _("Choose")), *KINDS]))
    circle = SelectField(_("Circle"), choices=choices([("", _("Choose")), *CIRCLES]))
    effect = SelectField(_("Effect"), choices=choices(EFFECTS), default="neutral")
    paid = BooleanField(_("Paid to be there"))

    def validate_kind(self, field: SelectField) -> None:
        """A thing with a name has a kind."""
        if self.name.data and not field.data:
            raise ValidationError(_("Say whether this is a person, a place or an activity."))

    def validate_circle(self, field: SelectField) -> None:
        """A thing with a name has a circle."""
        if self.name.data and not field.data:
            raise ValidationError(_("Say how close this is: close, middle or outer."))


def form(content: NetworkMap) -> type[AnswerForm]:
    """The form of one map."""
    people = [(person.id, person.name) for person in content.people]

    class NetworkMapForm(AnswerForm):
        """Who is in the middle, and the rows: those saved, then blank ones."""

        middle = RadioField(
            _("Who is in the middle?"),
            choices=choices([(OWN, _("Me")), *people]),
            default=OWN,
            validators=[Optional()],
        )
        rows = FieldList(FormField(Row), min_entries=FIRST_ROWS, max_entries=MOST_ROWS)

        @property
        def answer(self) -> dict[str, Any]:
            """The rows that have a name."""
            items = [_item(row.data) for row in self.rows if row.data["name"]]
            return {"middle": self.middle.data or OWN, "items": items}

        @classmethod
        def filled(cls, answer: Any) -> dict[str, Any]:
            """The saved rows, then enough blank ones."""
            items = list(answer["items"]) if answer else []
            blank = max(FIRST_ROWS - len(items), MORE_ROWS)
            room = MOST_ROWS - len(items)
            middle = answer["middle"] if answer else OWN
            return {"middle": middle, "rows": items + [{}] * min(blank, room)}

    return NetworkMapForm


def _item(row: dict[str, Any]) -> dict[str, Any]:
    names = ("name", "kind", "circle", "effect", "paid")
    return {name: row[name] for name in names}
