"""A trainer gives one person more tries or more time at a quiz."""

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cptraining import steps
from cptraining.courses import queries as courses
from cptraining.database import transaction
from cptraining.learning import adjusting
from cptraining.learning.adjusting import Extra
from cptraining.learning.forms import AdjustForm
from cptraining.learning.queries import trained
from cptraining.learning.views import blueprint
from cptraining.people.access import me, trainer
from cptraining.rules.outline import Outline, Step
from cptraining.rules.refusal import NotFound
from cptraining.web.clock import now


@blueprint.route("/adjusting/<int:cycle_id>", methods=["GET", "POST"])
@trainer
def adjust(cycle_id: int) -> ResponseReturnValue:
    """Add tries or minutes for a reason; see what was added before, by whom and why."""
    found = trained.cycle(me(), cycle_id)
    if found.edition_id is None:
        raise NotFound
    outline = courses.outline(found.edition_id)
    form = AdjustForm()
    form.offer(_quizzes(outline))
    if form.submitted():
        extra = Extra(form.tries.data or 0, form.minutes.data or 0, form.reason.data or "")
        with transaction():
            adjusting.adjust(cycle_id, form.quiz.data, extra, actor_id=me().id, now=now())
        flash(_("Added. %(name)s sees it on the page of the quiz.", name=found.person))
        return redirect(request.path, 303)
    page = render_template(
        "learning/templates/adjust.html",
        found=found,
        outline=outline,
        earlier=trained.adjustments(cycle_id),
        form=form,
    )
    return page, 422 if form.errors else 200


def _quizzes(outline: Outline) -> list[Step]:
    """The steps that people try, and the quizzes that stand for modules."""
    kinds = steps.kinds()
    everything = (*outline, *outline.test_outs.values())
    return [step for step in everything if kinds[step.kind].is_attempted]
