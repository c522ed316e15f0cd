"""The wish, the rungs as a list from the bottom up, and the line for a wobble."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import StringField, TextAreaField
from wtforms.validators import Length

from cptraining.steps.goal_ladder.content import WHO, GoalLadder
from cptraining.web.forms import AnswerForm
from cptraining.web.rows import Choice, Column, Day, Rows, Text
from cptraining.web.typed import lines, one_line

MOST = 12
LONGEST = 1000

TURNING = {id_: _(words.text) for id_, words in WHO.items()}


def form(content: GoalLadder) -> type[AnswerForm]:
    """The form of one ladder."""

    class GoalLadderForm(AnswerForm):
        """From the wish down to what can be done this week, and back up."""

        wish = StringField(
            _("The wish, in the person’s own words"),
            description=content.starter or "",
            filters=[one_line],
            validators=[Length(max=200)],
        )
        rungs = Rows(
            _("Rungs, the lowest first"),
            noun=_("Rung"),
            most=MOST,
            blank=content.minimum,
            columns=_columns(content),
        )
        wobble = TextAreaField(
            _("If it wobbles we will …"),
            filters=[lines],
            validators=[Length(max=LONGEST)],
            render_kw={"rows": 2},
        )

        @property
        def answer(self) -> dict[str, Any]:
            """The wish, the rungs that say what is done, and the line for a wobble."""
            return {
                "wish": self.wish.data or "",
                "rungs": self.rungs.data,
                "wobble": self.wobble.data or "",
            }

        @classmethod
        def filled(cls, answer: Any) -> dict[str, Any]:
            """The fields have the answer's names."""
            return dict(answer or {})

    return GoalLadderForm


def _columns(content: GoalLadder) -> list[Column]:
    found = [
        Text("what", _("What will be done? Start with a verb"), most=200),
        Choice("who", _("Whose wheel turns?"), TURNING),
        Day("when", _("By when")),
        Text("known", _("How will we know?"), most=200),
    ]
    if content.asks_sure:
        scale = {str(n): str(n) for n in range(11)}
        found.append(Choice("sure", _("How sure is the person? 0 to 10"), scale))
    return [*found, *(Text(ask.id, ask.label, most=200) for ask in content.asks)]
