"""The author's prompts, the promises as a list of rows, and what became of them."""

from typing import Any

from flask_babel import lazy_gettext as _
from markupsafe import Markup
from wtforms import Field, RadioField, StringField, TextAreaField, ValidationError, widgets
from wtforms.validators import Length, Optional

from cptraining.steps.practice_plan.content import PracticePlan, Prompt
from cptraining.steps.practice_plan.went import Went
from cptraining.web.columns import day
from cptraining.web.forms import AnswerForm, choices
from cptraining.web.rows import Choice, Column, Day, Rows, Text
from cptraining.web.typed import lines

MOST = 12
LONGEST = 5000


def form(content: PracticePlan) -> type[AnswerForm]:
    """The form of one plan."""
    names = {prompt.id: f"text_{prompt.id}" for prompt in content.prompts}

    class PracticePlanForm(AnswerForm):
        """What was written, what was promised, what became of it."""

        went = Went(_("Did it happen?"))

        @property
        def answer(self) -> dict[str, Any]:
            """Only what was filled in; what became of a promise goes when the promise goes."""
            written = {id_: self[name].data for id_, name in names.items() if self[name].data}
            answer = {"written": written, "promises": self.made}
            known = {back.key for back in content.look_backs(answer)}
            went = {key: said for key, said in self.went.data.items() if key in known}
            return answer | {"went": went}

        @property
        def made(self) -> list[dict[str, Any]]:
            """The promises as they stand on the page."""
            return self["promises"].data if content.promises else []

        @classmethod
        def filled(cls, answer: Any) -> dict[str, Any]:
            """The fields' data."""
            stored = dict(answer or {})
            written = content.written(stored)
            texts = {name: written.get(id_) for id_, name in names.items()}
            return texts | {name: stored.get(name) for name in ("promises", "went")}

    for prompt in content.prompts:
        setattr(PracticePlanForm, names[prompt.id], _box(prompt))
    if content.promises:
        PracticePlanForm.promises = _rows(content)
    return PracticePlanForm


def _box(prompt: Prompt) -> Field:
    label = Markup(prompt.prompt)  # noqa: S704 -- sanitised when published
    hint = prompt.starter or ""
    if prompt.day:
        return StringField(
            label, description=hint, filters=[_as_stored], validators=[_a_day],
            widget=widgets.DateInput(),
        )  # fmt: skip
    if prompt.choices:
        offered = choices([(text, text) for text in prompt.choices])
        return RadioField(label, description=hint, choices=offered, validators=[Optional()])
    return TextAreaField(
        label,
        description=hint,
        filters=[lines],
        validators=[Length(max=LONGEST)],
        render_kw={"rows": prompt.rows},
    )


def _rows(content: PracticePlan) -> Rows:
    assert content.promises  # noqa: S101 -- there are rows only where something is promised
    columns: list[Column] = [Text("what", _("I will …"), most=300)]
    if content.topics:
        topics = {topic.id: topic.name for topic in content.topics}
        columns.append(Choice("about", _("What it is about"), topics))
    columns += [
        Text("with", _("With whose help? A role will do"), most=100),
        Day("by", _("By when")),
        *(Text(ask.id, ask.label, most=300) for ask in content.asks),
        Day("ask", _("Ask me how it went on")),
    ]
    room = {"most": MOST, "blank": content.promises.least, "spare": max(content.promises.least, 1)}
    return Rows(_("My promises"), noun=_("Promise"), columns=columns, **room)


def _as_stored(text: str | None) -> str:
    found = day(text or "")
    return found.isoformat() if found else (text or "").strip()


def _a_day(_form: Any, field: Field) -> None:
    if field.data and day(field.data) is None:
        raise ValidationError(_("Write a day like 5/3/2026."))
