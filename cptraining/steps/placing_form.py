"""A list of places beside each card, and boxes to write in."""

from typing import Any

from markupsafe import Markup
from wtforms import SelectField, TextAreaField
from wtforms.validators import Length, Optional

from cptraining.steps.content import CHECKED
from cptraining.steps.placing import Placing
from cptraining.web.forms import AnswerForm, choices
from cptraining.web.typed import lines

LONGEST = 2000


def placing_form(
    content: Placing, unplaced: str, places: list[tuple[str, str]]
) -> type[AnswerForm]:
    """The form of one set of cards; `unplaced` is what a card without a place shows."""
    names = {card.id: f"card_{card.id}" for card in content.cards}
    names |= {key: f"text_{key}" for key in content.boxes}

    class PlacingForm(AnswerForm):
        """Where each card is put, and what was written."""

        @property
        def answer(self) -> dict[str, Any]:
            """The cards that have a place and the questions that have words."""
            return {id_: self[name].data for id_, name in names.items() if self[name].data}

        @classmethod
        def filled(cls, answer: Any) -> dict[str, Any]:
            """The places and the texts, by field."""
            kept = {**content.places(answer), **content.texts(answer)}
            return {names[id_]: value for id_, value in kept.items()}

        def edit(self, _what: str) -> str | None:
            """Nothing but go to what is said about the cards."""
            return CHECKED

    offered = choices([("", unplaced), *places])
    for card in content.cards:
        field = SelectField(card.text, choices=offered, validators=[Optional()])
        setattr(PlacingForm, names[card.id], field)
    for key, box in content.boxes.items():
        area = TextAreaField(
            Markup(box.prompt),  # noqa: S704 -- sanitised when published
            filters=[lines],
            validators=[Length(max=LONGEST)],
            render_kw={"rows": 3, "maxlength": LONGEST},
        )
        setattr(PlacingForm, names[key], area)
    return PlacingForm
