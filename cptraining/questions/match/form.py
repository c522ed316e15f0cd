"""A list to choose from beside each item."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from markupsafe import Markup
from wtforms import SelectField
from wtforms.validators import Optional

from cptraining.questions.match.content import Match
from cptraining.web.forms import AnswerForm, choices


def form(question: Match, order: Mapping[str, Sequence[int]]) -> type[AnswerForm]:
    """The form of one question, items and options as places in `order`."""
    items, options = order["items"], order["options"]
    labels = [(str(shown), _safe(question.options[place])) for shown, place in enumerate(options)]
    names = [f"item_{shown}" for shown in range(len(items))]

    class MatchForm(AnswerForm):
        """What was chosen for each item, in the order shown."""

        @property
        def items(self) -> list[Any]:
            """The fields in the order shown."""
            return [self[name] for name in names]

        @property
        def answer(self) -> list[int | None] | None:
            """The chosen options by item, both in the author's order; None when all are open."""
            chosen = dict(zip(items, (field.data for field in self.items), strict=True))
            found = [options[int(chosen[i])] if chosen[i] else None for i in sorted(chosen)]
            return None if set(found) == {None} else found

        @classmethod
        def filled(cls, answer: Any) -> dict[str, Any]:
            """The chosen options as places in the order shown."""
            chosen = [answer[item] if answer else None for item in items]
            shown = ("" if place is None else str(options.index(place)) for place in chosen)
            return dict(zip(names, shown, strict=True))

    for name, item in zip(names, items, strict=True):
        offered = choices([("", _("Choose")), *labels])
        label = _safe(question.pairs[item].item)
        field = SelectField(label, choices=offered, validators=[Optional()])
        setattr(MatchForm, name, field)
    return MatchForm


def _safe(html: str) -> Markup:
    return Markup(html)  # noqa: S704 -- sanitised when published
