"""One line to type in."""

from typing import Any

from markupsafe import Markup
from wtforms import StringField
from wtforms.validators import Length

from cptraining.questions.accepted import LONGEST
from cptraining.questions.text.content import Typed
from cptraining.web.forms import AnswerForm
from cptraining.web.typed import one_line


def form(question: Typed, _order: Any) -> type[AnswerForm]:
    """The form of one question."""

    class TextForm(AnswerForm):
        """What was typed."""

        typed = StringField(
            Markup(question.prompt),  # noqa: S704 -- sanitised when published
            filters=[one_line],
            validators=[Length(max=LONGEST)],
            render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"},
        )

        @property
        def answer(self) -> str | None:
            """The line; None when it is empty."""
            return self.typed.data or None

        @classmethod
        def filled(cls, answer: Any) -> dict[str, Any]:
            """The line again."""
            return {"typed": answer}

    return TextForm
