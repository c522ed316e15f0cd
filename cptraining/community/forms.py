"""What a trainer says before something hangs in the gallery, and what colleagues ask there."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, IntegerField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange
from wtforms.widgets import HiddenInput

from cptraining.web.forms import Form
from cptraining.web.typed import lines

LONGEST_QUESTION = 300


class ApproveForm(Form):
    """The tick, and the number of the answer that was looked at."""

    is_safe = BooleanField(
        _("I have read it: nobody can be recognised, and colleagues may see it"),
        validators=[InputRequired(_("Tick the box when you have read it."))],
    )
    number = IntegerField(widget=HiddenInput(), validators=[InputRequired(), NumberRange(0)])


class AskForm(Form):
    """One question at an exhibit."""

    text = TextAreaField(
        _("Your question"),
        description=_("Short, and about the work. No names of people."),
        filters=[lines],
        validators=[
            DataRequired(_("Write your question first")),
            Length(max=LONGEST_QUESTION, message=_("Write at most %(max)d characters")),
        ],
        render_kw={"rows": 3},
    )
