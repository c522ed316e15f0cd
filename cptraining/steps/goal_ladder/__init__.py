"""Break a wish into rungs that are small enough to try."""

from flask_babel import lazy_gettext as _

from cptraining.steps import Kind
from cptraining.steps.goal_ladder.content import GoalLadder
from cptraining.steps.goal_ladder.form import form

KIND = Kind(
    name="goal_ladder",
    label=_("Goal ladder"),
    content=GoalLadder,
    form=form,
    is_exercise=True,
    finish=_("My ladder stands: go on"),
)
