"""Put cards in bins, and read why."""

from flask_babel import lazy_gettext as _

from cptraining.steps import Kind
from cptraining.steps.sort.content import Sort
from cptraining.steps.sort.form import form

KIND = Kind(
    name="sort",
    label=_("Sorting"),
    content=Sort,
    form=form,
    is_exercise=True,
    finish=_("I have sorted them: go on"),
)
