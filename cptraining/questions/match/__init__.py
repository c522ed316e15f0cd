"""Find for each item what belongs to it."""

from flask_babel import lazy_gettext as _

from cptraining.questions import Kind
from cptraining.questions.match.content import Match
from cptraining.questions.match.form import form

KIND = Kind(name="match", label=_("Matching"), question=Match, form=form, interaction="matching")
