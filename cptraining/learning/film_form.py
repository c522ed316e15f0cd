"""Which film a trainer puts into a step."""

from typing import Any

from flask_babel import lazy_gettext as _
from pydantic import ValidationError as Unshowable
from wtforms import StringField, TextAreaField, ValidationError
from wtforms.validators import DataRequired, Length

from cptraining.courses.mistakes import explain
from cptraining.courses.written import Written
from cptraining.web.forms import Form
from cptraining.web.typed import lines


class FilmForm(Form):
    """Where a film is that an agency may show, and its captions."""

    address = StringField(
        _("Address of the film"),
        description=_(
            "As the browser shows it at YouTube or Vimeo, or the https address of an .mp4 or .webm"
            " file. Use only films that your agency may show."
        ),
        filters=[lambda typed: (typed or "").strip()],
        validators=[DataRequired(_("Write the address of the film"))],
    )
    captions = TextAreaField(
        _("Captions, as WebVTT"),
        description=_(
            "Only for a film that is a file. YouTube and Vimeo have captions of their own."
        ),
        filters=[lines],
        validators=[Length(max=100_000)],
    )

    def offer(self, content: Any) -> None:
        """The step's content, which says what it can show."""
        self.content = content

    def validate_address(self, field: StringField) -> None:
        """One film, at a site that can be embedded."""
        if field.data and "address" in self._wrong():
            raise ValidationError(_("This is no address of one film that can be shown here"))

    def validate_captions(self, _field: TextAreaField) -> None:
        """WebVTT, where there is no host to have them."""
        if "captions" in self._wrong():
            raise ValidationError(_("A film that is a file needs its captions, as WebVTT"))

    def _wrong(self) -> set[str]:
        """The fields that the content refuses."""
        try:
            self.content.with_film(self.address.data, self.captions.data)
        except Unshowable as error:
            return {found.field for found in explain(error, "", Written({}, None))}
        return set()
