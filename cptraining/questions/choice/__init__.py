"""Choose one or several of some options; true or false is the shortest of them."""

from flask_babel import lazy_gettext as _

from cptraining.questions import Kind
from cptraining.questions.choice.content import Choice
from cptraining.questions.choice.form import form

KIND = Kind(name="choice", label=_("Choice"), question=Choice, form=form, interaction="choice")
