"""A list of replies beside each card."""

from flask_babel import lazy_gettext as _

from cptraining.steps.match.content import Match
from cptraining.steps.placing_form import placing_form
from cptraining.web.forms import AnswerForm


def form(content: Match) -> type[AnswerForm]:
    """The form of one set of cards."""
    return placing_form(content, _("Choose what belongs to it"), list(content.names.items()))
