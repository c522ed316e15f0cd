"""What somebody types who checks a certificate."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import StringField, ValidationError

from cptraining.certificates import number
from cptraining.web.forms import Form


class CheckForm(Form):
    """A certificate number; it changes nothing, so it needs no token and stays in the address."""

    class Meta:
        csrf = False

    number = StringField(
        _("Certificate number"),
        description=_(
            "Five groups of four letters and digits. "
            "Small letters and missing dashes do not matter."
        ),
        render_kw={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"},
    )

    def validate_number(self, field: Any) -> None:
        """Say what to look at: the last character tells when one was misread."""
        if number.tidy(field.data or "") is None:
            raise ValidationError(
                _(
                    "That is not one of our numbers. Check each letter and digit: "
                    "we never use the letters I, L and O, or the digits 0 and 1."
                )
            )
