"""A list of bins beside each card."""

from flask_babel import lazy_gettext as _

from cptraining.steps.placing_form import placing_form
from cptraining.steps.sort.content import Sort
from cptraining.web.forms import AnswerForm


def form(content: Sort) -> type[AnswerForm]:
    """The form of one set of cards."""
    return placing_form(content, _("Choose a place"), list(content.names.items()))
