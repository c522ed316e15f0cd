"""The way taken so far, carried by the page, and a button for each choice."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import HiddenField, TextAreaField
from wtforms.validators import Length

from cptraining.steps.scenario import playing
from cptraining.steps.scenario.content import Scenario
from cptraining.web.forms import AnswerForm
from cptraining.web.typed import lines

LONGEST = 5000
MOST = 100_000
NOW = "now"
"""The id of the newest turn in the page."""


def form(content: Scenario) -> type[AnswerForm]:
    """The form of one scenario."""

    class ScenarioForm(AnswerForm):
        """Turns parted by spaces; the ways tried before, parted by commas."""

        path = HiddenField(validators=[Length(max=MOST)])
        ways = HiddenField(validators=[Length(max=MOST)])
        note = TextAreaField(
            _("What would you try next time?"),
            description=_("If you like. It is yours alone, until you share it."),
            filters=[lines],
            validators=[Length(max=LONGEST)],
            render_kw={"rows": 3, "maxlength": LONGEST},
        )

        @property
        def answer(self) -> Any:
            """What fits the script of what the page holds."""
            ways = [way.split() for way in (self.ways.data or "").split(",")[: playing.LONGEST]]
            return content.answered((self.path.data or "").split(), ways, self.note.data or "")

        @classmethod
        def filled(cls, answer: Any) -> dict[str, Any]:
            """The fields of a stored answer."""
            given = answer or {}
            ways = ",".join(" ".join(way) for way in given.get("ways", ()))
            return {
                "path": " ".join(given.get("path", ())),
                "ways": ways,
                "note": given.get("note", ""),
            }

        def edit(self, what: str) -> str | None:
            """Choose, go back or begin again; an end that was met stays met."""
            ways = self.answer.get("ways", ())
            path = playing.edited(content.story, (self.path.data or "").split(), what)
            kept = self.filled(content.answered(path, ways, ""))
            self.path.data, self.ways.data = kept["path"], kept["ways"]
            return NOW

    return ScenarioForm
