"""What a trainer says before something hangs in the gallery."""

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, IntegerField
from wtforms.validators import InputRequired, NumberRange
from wtforms.widgets import HiddenInput

from cptraining.web.forms import Form


class ApproveForm(Form):
    """The tick, and the number of the answer that was looked at."""

    is_safe = BooleanField(
        _("I have read it: nobody can be recognised, and colleagues may see it"),
        validators=[InputRequired(_("Tick the box when you have read it."))],
    )
    number = IntegerField(widget=HiddenInput(), validators=[InputRequired(), NumberRange(0)])
