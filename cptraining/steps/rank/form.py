"""A list of numbers beside each card."""

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from cptraining.steps.placing_form import placing_form
from cptraining.steps.rank.content import Rank
from cptraining.web.forms import AnswerForm


def form(content: Rank) -> type[AnswerForm]:
    """The form of one set of cards."""
    numbers = [(str(n), str(n)) for n in range(1, content.needed + 1)]
    names = {card.id: f"card_{card.id}" for card in content.cards}

    class RankForm(placing_form(content, _("No place yet"), numbers)):  # type: ignore[misc]
        """Numbers, each given once."""

        @property
        def answer(self) -> dict[str, Any]:
            """The cards that have a number and the questions that have words."""
            kept = super().answer
            return {id_: int(kept[id_]) if id_ in names else kept[id_] for id_ in kept}

        @classmethod
        def filled(cls, answer: Any) -> dict[str, Any]:
            """The numbers as the lists have them, and the texts."""
            return {name: str(value) for name, value in super().filled(answer).items()}

        def validate(self, extra_validators: Any = None) -> bool:
            """Say which cards share a number."""
            is_valid = bool(super().validate(extra_validators))
            taken: set[str] = set()
            for name in names.values():
                number = self[name].data
                if number and number in taken:
                    said = gettext("Another card has place %(number)s too.", number=number)
                    self[name].errors = [*self[name].errors, said]
                    is_valid = False
                taken.add(number)
            return is_valid

    return RankForm
