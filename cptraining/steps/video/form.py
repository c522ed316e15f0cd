"""A box, or choices with a box beside them, for every stop that asks something."""

from typing import Any

from flask_babel import lazy_gettext as _
from markupsafe import Markup
from wtforms import Field, RadioField, SelectMultipleField, TextAreaField
from wtforms.validators import Length, Optional

from cptraining.steps.video.content import Video
from cptraining.steps.video.stops import Answered, Stop
from cptraining.web.forms import AnswerForm, choices
from cptraining.web.typed import lines

LONGEST = 5000


def form(content: Video) -> type[AnswerForm] | None:
    """The form of one film; None when it never stops to ask."""
    stops = content.asked
    if not stops:
        return None

    class VideoForm(AnswerForm):
        """What was answered, by stop."""

        @property
        def answer(self) -> dict[str, Any]:
            """The stops with an answer."""
            given = {stop.id: _given(self, stop) for stop in stops}
            return {id_: one for id_, one in given.items() if one}

        @classmethod
        def filled(cls, answer: Any) -> dict[str, Any]:
            """The answers, by field."""
            pairs = content.answered(answer)
            asked = {f"stop_{stop.id}": _shown(stop, found) for stop, found in pairs}
            return asked | {f"why_{stop.id}": found.words for stop, found in pairs}

    for stop in stops:
        setattr(VideoForm, f"stop_{stop.id}", _asks(stop))
        if stop.why:
            setattr(VideoForm, f"why_{stop.id}", _box(stop.why))
    return VideoForm


def _given(form: AnswerForm, stop: Stop) -> Any:
    """The answer to one stop as it is stored; nothing when there is none."""
    data = form[f"stop_{stop.id}"].data
    if not stop.options:
        return data
    chosen = data if stop.several else [data] if data else []
    why = (form[f"why_{stop.id}"].data or "") if stop.why else ""
    return {"chosen": chosen, "why": why} if chosen or why else None


def _shown(stop: Stop, found: Answered) -> str | list[str]:
    """What the field holds that asks."""
    if not stop.options:
        return found.words
    return list(found.chosen) if stop.several else next(iter(found.chosen), "")


def _asks(stop: Stop) -> Field:
    label = Markup(stop.prompt)  # noqa: S704 -- sanitised when published
    if not stop.options:
        return _box(label)
    offered = choices((text, text) for text in stop.texts)
    if stop.several:
        hint = _("Choose as many as you like.")
        return SelectMultipleField(label, choices=offered, description=hint)
    return RadioField(label, choices=offered, validators=[Optional()])


def _box(label: str) -> TextAreaField:
    return TextAreaField(
        label,
        description=_("A few words are enough. They are yours alone, until you share them."),
        filters=[lines],
        validators=[Length(max=LONGEST)],
        render_kw={"rows": 3},
    )
