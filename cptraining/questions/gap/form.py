"""A box to type in, or a list to choose from, in each gap."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import Field, SelectField, StringField
from wtforms.validators import Length, Optional

from cptraining.questions.accepted import LONGEST
from cptraining.questions.gap.content import Gap, Gaps
from cptraining.web.forms import AnswerForm, choices
from cptraining.web.typed import one_line


def form(question: Gaps, order: Sequence[Sequence[int]]) -> type[AnswerForm]:
    """The form of one question, the choices of each gap as places in its `order`."""
    gaps = list(zip(question.gaps, order, strict=True))
    names = [f"gap_{number}" for number in range(1, len(gaps) + 1)]

    class GapForm(AnswerForm):
        """What stands in each gap."""

        @property
        def gaps(self) -> list[Any]:
            """The fields in order."""
            return [self[name] for name in names]

        @property
        def pieces(self) -> Iterator[tuple[str, Any]]:
            """The text as it is cut, each time with the field after it; None after the last."""
            fields = (self[f"gap_{piece.gap}"] for piece in question.pieces if piece.gap)
            return zip_longest((piece.text for piece in question.pieces), fields)

        @property
        def answer(self) -> list[str | None] | None:
            """What stands in the gaps; None when all are empty."""
            typed = [field.data or None for field in self.gaps]
            found = [_chosen(*gap, text) for gap, text in zip(gaps, typed, strict=True)]
            return None if set(found) == {None} else found

        @classmethod
        def filled(cls, answer: Any) -> dict[str, Any]:
            """What stands in the gaps, a choice as its place in the order shown."""
            given = answer or [None] * len(names)
            data = (_shown(*gap, text) for gap, text in zip(gaps, given, strict=True))
            return dict(zip(names, data, strict=True))

    for number, (name, (gap, places)) in enumerate(zip(names, gaps, strict=True), 1):
        label = _("Gap %(number)s of %(of)s", number=number, of=len(names))
        setattr(GapForm, name, _field(label, gap, places))
    return GapForm


def _field(label: str, gap: Gap, order: Sequence[int]) -> Field:
    if not gap.choices:
        return StringField(
            label,
            filters=[one_line],
            validators=[Length(max=LONGEST)],
            render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"},
        )
    offered = [(str(shown), gap.choices[place]) for shown, place in enumerate(order)]
    return SelectField(
        label, choices=choices([("", _("Choose")), *offered]), validators=[Optional()]
    )


def _chosen(gap: Gap, order: Sequence[int], data: str | None) -> str | None:
    """What a field holds as what stands in the gap."""
    return gap.choices[order[int(data)]] if gap.choices and data else data


def _shown(gap: Gap, order: Sequence[int], text: str | None) -> str:
    """What stands in a gap as what its field holds."""
    if not gap.choices or text not in gap.choices:
        return "" if gap.choices else text or ""
    return str(order.index(gap.choices.index(text)))
