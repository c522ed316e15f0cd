"""Work out a number."""

from flask_babel import lazy_gettext as _

from cptraining.questions import Kind
from cptraining.questions.numeric.content import Numeric
from cptraining.questions.numeric.form import form

KIND = Kind(name="numeric", label=_("Number"), question=Numeric, form=form, interaction="numeric")
