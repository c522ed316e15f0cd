"""A box or a choice for every stop that asks something."""

from typing import Any

from flask_babel import lazy_gettext as _
from markupsafe import Markup
from wtforms import Field, RadioField, TextAreaField
from wtforms.validators import Length, Optional

from cptraining.steps.video.content import Video
from cptraining.steps.video.stops import Stop
from cptraining.web.forms import AnswerForm, choices
from cptraining.web.typed import lines

LONGEST = 5000


def form(content: Video) -> type[AnswerForm] | None:
    """The form of one film; None when it never stops to ask."""
    names = {stop.id: f"stop_{stop.id}" for stop in content.asked}
    if not names:
        return None

    class VideoForm(AnswerForm):
        """What was answered, by stop."""

        @property
        def answer(self) -> dict[str, str]:
            """The stops with an answer."""
            return {id_: self[name].data for id_, name in names.items() if self[name].data}

        @classmethod
        def filled(cls, answer: Any) -> dict[str, Any]:
            """The answers, by field."""
            return {names[id_]: text for id_, text in (answer or {}).items() if id_ in names}

    for stop in content.asked:
        setattr(VideoForm, names[stop.id], _field(stop))
    return VideoForm


def _field(stop: Stop) -> Field:
    label = Markup(stop.prompt)  # noqa: S704 -- sanitised when published
    if stop.options:
        offered = choices((option, option) for option in stop.options)
        return RadioField(label, choices=offered, validators=[Optional()])
    return TextAreaField(
        label,
        description=_("A few words are enough. They are yours alone, until you share them."),
        filters=[lines],
        validators=[Length(max=LONGEST)],
        render_kw={"rows": 3},
    )
