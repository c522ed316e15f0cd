"""A trainer looks at what corrected questions change, and has tries marked again."""

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from cptraining.courses import queries as courses
from cptraining.database import transaction
from cptraining.learning import regrading
from cptraining.learning.forms import RegradeForm
from cptraining.learning.queries import trained
from cptraining.learning.regrading import Decision, Regrade
from cptraining.learning.screens import quiz
from cptraining.learning.views import blueprint
from cptraining.people.access import me, trainer
from cptraining.web.clock import now
from cptraining.web.language import ngettext


@blueprint.route("/regrading/<slug>/<quiz_id>", methods=["GET", "POST"])
@trainer
def regrade(slug: str, quiz_id: str) -> ResponseReturnValue:
    """List old and new marks of each try; change those that are ticked, for a reason."""
    course = courses.course(slug)
    edition = courses.newest(course.id)
    quiz(edition.id, quiz_id)
    found = _proposals(course.id, quiz_id)
    form = RegradeForm()
    form.offer([one.attempt.id for one in found])
    if form.submitted():
        return _apply(course.id, quiz_id, form)
    page = render_template(
        "learning/templates/regrade.html",
        course=course,
        step=courses.outline(edition.id).find(quiz_id),
        found=found,
        form=form,
    )
    return page, 422 if form.errors else 200


def _proposals(course_id: int, step_id: str) -> list[Regrade]:
    return regrading.proposals(course_id, step_id, trained.assignments_of(me()))


def _apply(course_id: int, step_id: str, form: RegradeForm) -> ResponseReturnValue:
    takes = frozenset(form.takes.data or ())
    decision = Decision(form.reason.data or "", me().id, takes)
    chosen = set(form.chosen.data or ())
    with transaction():
        found = [one for one in _proposals(course_id, step_id) if one.attempt.id in chosen]
        count = regrading.apply(found, decision, now=now())
    flash(ngettext("%(num)s try was marked again.", "%(num)s tries were marked again.", count))
    return redirect("", 303)
