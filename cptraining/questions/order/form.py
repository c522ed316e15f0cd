"""A number to choose beside each item."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from markupsafe import Markup
from wtforms import SelectField
from wtforms.validators import Optional

from cptraining.questions.order.content import Order
from cptraining.web.forms import AnswerForm, choices


def form(question: Order, order: Sequence[int]) -> type[AnswerForm]:
    """The form of one question, its items in `order`."""
    numbers = [(str(number), str(number)) for number in range(1, len(order) + 1)]
    names = [f"item_{shown}" for shown in range(len(order))]

    class OrderForm(AnswerForm):
        """The number given to each item, in the order shown."""

        @property
        def items(self) -> list[Any]:
            """The fields in the order shown."""
            return [self[name] for name in names]

        @property
        def answer(self) -> list[int | None] | None:
            """The numbers by item in the author's order; None when all are open."""
            given = dict(zip(order, (field.data for field in self.items), strict=True))
            found = [int(given[item]) if given[item] else None for item in sorted(given)]
            return None if set(found) == {None} else found

        @classmethod
        def filled(cls, answer: Any) -> dict[str, Any]:
            """The numbers in the order shown."""
            given = [answer[item] if answer else None for item in order]
            return dict(zip(names, (str(number or "") for number in given), strict=True))

    for name, item in zip(names, order, strict=True):
        offered = choices([("", _("Choose")), *numbers])
        label = Markup(question.items[item])  # noqa: S704 -- sanitised when published
        field = SelectField(label, choices=offered, validators=[Optional()])
        setattr(OrderForm, name, field)
    return OrderForm
