"""Write freely; a trainer reads and marks it."""

from flask_babel import lazy_gettext as _

from cptraining.questions import Kind
from cptraining.questions.open.content import Open
from cptraining.questions.open.form import form

KIND = Kind(
    name="open", label=_("Open text"), question=Open, form=form, interaction="long-fill-in"
)
