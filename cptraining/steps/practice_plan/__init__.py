"""Promise oneself something with a date, and be asked whether it happened."""

from flask_babel import lazy_gettext as _

from cptraining.steps import Kind
from cptraining.steps.practice_plan.content import PracticePlan
from cptraining.steps.practice_plan.form import form

KIND = Kind(
    name="practice_plan",
    label=_("Practice plan"),
    content=PracticePlan,
    form=form,
    is_exercise=True,
    finish=_("I promise: go on"),
)
