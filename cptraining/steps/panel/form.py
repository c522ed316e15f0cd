"""A box for one's own words on every question, and what was opened so far."""

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, RadioField, TextAreaField
from wtforms.validators import Length, Optional

from cptraining.steps.panel.content import NONE, Asked, Discussion
from cptraining.web.forms import AnswerForm, choices
from cptraining.web.typed import lines

LONGEST = 5000


def form(content: Discussion) -> type[AnswerForm]:
    """The form of one discussion."""
    keyed = content.keyed

    class PanelForm(AnswerForm):
        """One's own words by question; the keys of the opened ones, parted by spaces."""

        open = HiddenField(validators=[Length(max=LONGEST)])

        @property
        def opened(self) -> list[str]:
            """The questions whose answers are shown."""
            asked_for = (self.open.data or "").split()
            return [key for key in keyed if key in asked_for]

        @property
        def answer(self) -> dict[str, Any]:
            """What was opened, written and chosen."""
            return {
                "open": self.opened,
                "words": _given(self, "words", keyed),
                "nearest": _given(self, "nearest", keyed),
            }

        @classmethod
        def filled(cls, answer: Any) -> dict[str, Any]:
            """The fields of a stored answer."""
            found = list(content.heard(answer))
            fields = {"open": " ".join(one.key for one in found if one.is_open)}
            fields |= {f"words_{one.key}": one.words for one in found}
            return fields | {f"nearest_{one.key}": one.nearest for one in found if one.nearest}

        def edit(self, what: str) -> str | None:
            """Open the answers to one question."""
            _what, _dash, key = what.partition("-")
            self.open.data = " ".join([*self.opened, key])
            return f"answers-{key}" if key in keyed else None

    for key, asked in keyed.items():
        setattr(PanelForm, f"words_{key}", _words())
        setattr(PanelForm, f"nearest_{key}", _nearest(asked))
    return PanelForm


def _given(form: AnswerForm, name: str, keys: Iterable[str]) -> dict[str, str]:
    fields = {key: form[f"{name}_{key}"].data for key in keys}
    return {key: text for key, text in fields.items() if text}


def _words() -> TextAreaField:
    return TextAreaField(
        _("What would you say?"),
        description=_("A few words are enough. They are yours alone, until you share them."),
        filters=[lines],
        validators=[Length(max=LONGEST)],
        render_kw={"rows": 3},
    )


def _nearest(asked: Asked) -> RadioField:
    roles = [(role, role) for role in asked.roles]
    return RadioField(
        _("Whose answer is nearest to yours?"),
        choices=choices([*roles, (NONE, _("Nobody’s"))]),
        validators=[Optional()],
    )
