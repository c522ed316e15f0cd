"""Type a word or a line."""

from flask_babel import lazy_gettext as _

from cptraining.questions import Kind
from cptraining.questions.text.content import Typed
from cptraining.questions.text.form import form

KIND = Kind(name="text", label=_("Short text"), question=Typed, form=form, interaction="fill-in")
