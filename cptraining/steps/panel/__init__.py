"""Questions that several people answer, each from their own work, after one's own try."""

from flask_babel import lazy_gettext as _

from cptraining.steps import Kind
from cptraining.steps.panel.content import Discussion
from cptraining.steps.panel.form import form

KIND = Kind(
    name="panel",
    label=_("Panel discussion"),
    content=Discussion,
    form=form,
    finish=_("I have heard them: go on"),
)
