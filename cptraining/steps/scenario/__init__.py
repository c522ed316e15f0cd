"""A conversation with consequences, to try out and to try again."""

from flask_babel import lazy_gettext as _

from cptraining.steps import Kind
from cptraining.steps.scenario.content import Scenario
from cptraining.steps.scenario.form import form

KIND = Kind(
    name="scenario",
    label=_("Scenario"),
    content=Scenario,
    form=form,
    is_exercise=True,
    finish=_("I have tried it: go on"),
)
