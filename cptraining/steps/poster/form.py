"""A headline, the boxes, a quote; how it is arranged, and with which picture."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import RadioField, StringField, TextAreaField, ValidationError
from wtforms.validators import Length

from cptraining.steps.poster.content import LAYOUTS, PICTURES, Box, Poster, part
from cptraining.web.forms import AnswerForm, choices
from cptraining.web.typed import lines, one_line

MOST_IN_A_BOX = 600
MOST_LINES = 12


def _line(label: Any, most: int, description: Any = "") -> StringField:
    return StringField(
        label, filters=[one_line], validators=[Length(max=most)], description=description
    )


def few_lines(_form: Any, field: TextAreaField) -> None:
    """Let nobody make a page longer by empty lines."""
    if (field.data or "").count("\n") >= MOST_LINES:
        raise ValidationError(_("Use at most %(n)s lines.", n=MOST_LINES))


def _text(label: Any, most: int, description: Any, rows: int) -> TextAreaField:
    return TextAreaField(
        label,
        filters=[lines],
        validators=[Length(max=most), few_lines],
        description=description,
        render_kw={"rows": rows},
    )


def form(content: Poster) -> type[AnswerForm]:
    """The form of one poster."""
    names = {box.id: f"box_{box.id}" for box in content.boxes}

    class PosterForm(AnswerForm):
        """What stands on the poster."""

        headline = _line(_("Headline"), 90, _("What you do, so that a visitor stops to read."))
        team = _line(_("Who we are, in one line"), 80, _("Your team and area, no names."))
        quote = _text(
            content.quote or _("A quote"), 240, _("Invented, or with consent. No names."), 2
        )
        by = _line(_("Who says it"), 60, _("A role, no name: “a volunteer at the allotment”."))
        layout = RadioField(_("How it looks"), choices=choices((name, name) for name in LAYOUTS))
        picture = RadioField(
            _("A picture"), choices=choices((name, name) for name in [*PICTURES, "none"])
        )

        @property
        def boxes(self) -> list[tuple[Box, Any]]:
            """Each box of the author's with its field."""
            return [(box, self[names[box.id]]) for box in content.boxes]

        @property
        def answer(self) -> dict[str, Any]:
            """Everything, without blank boxes."""
            texts = {box.id: field.data for box, field in self.boxes if field.data}
            rest = ("headline", "team", "quote", "by", "layout", "picture")
            return {"boxes": texts, **{name: self[name].data or "" for name in rest}}

        @classmethod
        def filled(cls, answer: Any) -> dict[str, Any]:
            """The fields' data, of whatever version."""
            texts = {names[box.id]: box.text for box in content.shown(answer)}
            rest = {name: part(answer, name) for name in ("headline", "team", "quote", "by")}
            chosen = {"layout": content.layout(answer), "picture": content.picture(answer)}
            return texts | rest | chosen

    for box in content.boxes:
        setattr(PosterForm, names[box.id], _text(box.label, MOST_IN_A_BOX, box.hint or "", 3))
    return PosterForm
