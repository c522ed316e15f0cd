"""Find what belongs to each card, and read why."""

from flask_babel import lazy_gettext as _

from cptraining.steps import Kind
from cptraining.steps.match.content import Match
from cptraining.steps.match.form import form

KIND = Kind(
    name="match",
    label=_("Matching"),
    content=Match,
    form=form,
    is_exercise=True,
    finish=_("I have matched them: go on"),
)
