"""A box to write in for every prompt."""

from typing import Any

from markupsafe import Markup
from wtforms import TextAreaField
from wtforms.validators import Length

from cptraining.steps.log.content import Log
from cptraining.web.forms import AnswerForm
from cptraining.web.typed import lines

LONGEST = 5000


def form(content: Log) -> type[AnswerForm]:
    """The form of one log."""
    names = {prompt.id: f"text_{prompt.id}" for prompt in content.prompts}

    class LogForm(AnswerForm):
        """What was written, by prompt."""

        @property
        def answer(self) -> dict[str, str]:
            """The prompts with words."""
            return {id_: self[name].data for id_, name in names.items() if self[name].data}

        @classmethod
        def filled(cls, answer: Any) -> dict[str, Any]:
            """The words, by field."""
            return {names[id_]: text for id_, text in (answer or {}).items() if id_ in names}

    for prompt in content.prompts:
        field = TextAreaField(
            Markup(prompt.prompt),  # noqa: S704 -- sanitised when published
            description=prompt.starter or "",
            filters=[lines],
            validators=[Length(max=LONGEST)],
            render_kw={"rows": prompt.rows},
        )
        setattr(LogForm, names[prompt.id], field)
    return LogForm
