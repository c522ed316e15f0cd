"""Choose a barrier, then six short boxes."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import RadioField, StringField, TextAreaField
from wtforms.validators import Length, Optional

from cptraining.steps.barrier_buster.content import OWN, BarrierBuster
from cptraining.web.forms import AnswerForm, choices
from cptraining.web.typed import lines, one_line

LONGEST = 1000


def _box(label: str) -> TextAreaField:
    return TextAreaField(
        label,
        filters=[lines],
        validators=[Length(max=LONGEST)],
        render_kw={"rows": 2},
    )


TEXTS = ("way", "helped", "others", "person", "worker", "review")


def form(content: BarrierBuster) -> type[AnswerForm]:
    """The form for one set of cards."""
    cards = [(card.id, card.text) for card in content.cards]

    class BarrierBusterForm(AnswerForm):
        """The barrier and what to do about it."""

        card = RadioField(
            _("Which barrier?"),
            choices=choices([*cards, (OWN, _("A barrier in my own words"))]),
            validators=[Optional()],
        )
        own = StringField(
            _("Your own words, if you chose them"),
            filters=[one_line],
            validators=[Length(max=200)],
        )
        way = _box(_("What is really in the way?"))
        helped = _box(_("What has helped before?"))
        others = _box(_("Who else could help, not paid?"))
        person = _box(_("One small step the person takes"))
        worker = _box(_("One small step I take"))
        review = _box(_("When do we look back?"))

        @property
        def texts(self) -> list[Any]:
            """The six boxes in order."""
            return [self[name] for name in TEXTS]

        @property
        def answer(self) -> dict[str, Any]:
            """Everything, blank or not."""
            return {name: self[name].data for name in ("card", "own", *TEXTS)}

        @classmethod
        def filled(cls, answer: Any) -> dict[str, Any]:
            """The fields have the answer's names."""
            return dict(answer or {})

    return BarrierBusterForm
