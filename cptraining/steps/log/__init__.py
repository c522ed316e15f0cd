"""Questions to answer in one's own words, for oneself."""

from flask_babel import lazy_gettext as _

from cptraining.steps import Kind
from cptraining.steps.log.content import Log
from cptraining.steps.log.form import form

KIND = Kind(
    name="log",
    label=_("Reflective log"),
    content=Log,
    form=form,
    is_exercise=True,
    is_log=True,
    finish=_("I have written enough: go on"),
)
