"""A list of bins beside each card."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import SelectField
from wtforms.validators import Optional

from cptraining.steps.sort.content import Sort
from cptraining.web.forms import AnswerForm, choices


def form(content: Sort) -> type[AnswerForm]:
    """The form of one set of cards."""
    names = {card.id: f"card_{card.id}" for card in content.cards}
    bins = list(content.names.items())

    class SortForm(AnswerForm):
        """Where each card is put."""

        @property
        def answer(self) -> dict[str, str]:
            """The cards that have a place."""
            return {id_: self[name].data for id_, name in names.items() if self[name].data}

        @classmethod
        def filled(cls, answer: Any) -> dict[str, Any]:
            """The places, by field."""
            return {names[id_]: bin_ for id_, bin_ in (answer or {}).items() if id_ in names}

    for card in content.cards:
        offered = choices([("", _("Choose a place")), *bins])
        field = SelectField(card.text, choices=offered, validators=[Optional()])
        setattr(SortForm, names[card.id], field)
    return SortForm
