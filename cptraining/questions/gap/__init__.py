"""Fill the gaps in a text."""

from flask_babel import lazy_gettext as _

from cptraining.questions import Kind
from cptraining.questions.gap.content import Gaps
from cptraining.questions.gap.form import form

KIND = Kind(name="gap", label=_("Gaps"), question=Gaps, form=form, interaction="fill-in")
