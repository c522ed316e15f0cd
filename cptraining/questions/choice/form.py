"""Radio buttons for one answer, checkboxes for several."""

from collections.abc import Sequence
from typing import Any

from markupsafe import Markup
from wtforms import RadioField, SelectMultipleField
from wtforms.validators import Optional
from wtforms.widgets import CheckboxInput, ListWidget

from cptraining.questions.choice.content import Choice
from cptraining.web.forms import AnswerForm, choices


def form(question: Choice, order: Sequence[int]) -> type[AnswerForm]:
    """The form of one question, its options as places in `order`."""
    options = choices(
        (str(shown), Markup(question.options[place].text))  # noqa: S704 -- sanitised when published
        for shown, place in enumerate(order)
    )
    label = Markup(question.prompt)  # noqa: S704 -- sanitised when published

    class ChoiceForm(AnswerForm):
        """What was chosen, as places in the order shown."""

        chosen = (
            SelectMultipleField(
                label,
                choices=options,
                widget=ListWidget(prefix_label=False),
                option_widget=CheckboxInput(),
            )
            if question.several
            else RadioField(label, choices=options, validators=[Optional()])
        )

        @property
        def answer(self) -> list[int] | None:
            """The chosen options in the author's order; None when nothing is chosen."""
            data: Any = self.chosen.data or []
            shown = data if question.several or not data else [data]
            return sorted(order[int(place)] for place in shown) or None

        @classmethod
        def filled(cls, answer: Any) -> dict[str, Any]:
            """The chosen options as places in the order shown."""
            shown = [str(order.index(place)) for place in answer or []]
            return {"chosen": shown if question.several else next(iter(shown), None)}

    return ChoiceForm
