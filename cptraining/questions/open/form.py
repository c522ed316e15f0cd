"""A box to write in."""

from typing import Any

from flask_babel import lazy_gettext as _
from markupsafe import Markup
from wtforms import TextAreaField
from wtforms.validators import Length

from cptraining.questions.open.content import Open
from cptraining.web.forms import AnswerForm
from cptraining.web.typed import lines

LONGEST = 10_000


def form(question: Open, _order: Any) -> type[AnswerForm]:
    """The form of one question."""

    class OpenForm(AnswerForm):
        """What was written."""

        written = TextAreaField(
            Markup(question.prompt),  # noqa: S704 -- sanitised when published
            description=_(
                "Your trainer reads and marks this. "
                "Leave out names, and details that point to a real person."
            ),
            filters=[lines],
            validators=[Length(max=LONGEST, message=_("Write at most %(max)d characters"))],
            render_kw={"rows": question.lines},
        )

        @property
        def answer(self) -> str | None:
            """The text; None when there is none."""
            return self.written.data or None

        @classmethod
        def filled(cls, answer: Any) -> dict[str, Any]:
            """The text again."""
            return {"written": answer}

    return OpenForm
