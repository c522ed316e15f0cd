"""What a trainer does with assignments: give a course, take one back."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cptraining.database import transaction
from cptraining.learning import assignments
from cptraining.learning.forms import AssignForm
from cptraining.learning.queries import trained
from cptraining.learning.views import blueprint
from cptraining.people.access import me, trainer
from cptraining.web.clock import now
from cptraining.web.forms import Press


@blueprint.route("/people/<int:person_id>/assignments", methods=["GET", "POST"])
@trainer
def assign(person_id: int) -> ResponseReturnValue:
    """Give somebody a course to complete, by a date or without one."""
    memberships = trained.memberships(me(), person_id)
    form = AssignForm()
    form.offer(trained.course_choices(), memberships, now())
    if form.submitted():
        with transaction():
            assignments.assign(
                person_id=person_id,
                agency_id=form.agency.data,
                course_id=form.course.data,
                due_on=form.due_on.data,
                actor_id=me().id,
                now=now(),
            )
        flash(_("The course is assigned."))
        return redirect(url_for("reports.person", person_id=person_id), 303)
    values = {"form": form, "person": memberships[0].person}
    page = render_template("learning/templates/assign.html", **values)
    return page, 422 if form.errors else 200


@blueprint.route("/assignments/<int:assignment_id>/withdraw", methods=["GET", "POST"])
@trainer
def withdraw(assignment_id: int) -> ResponseReturnValue:
    """Ask once more, then take an assignment back."""
    assignment = trained.assignment(me(), assignment_id)
    form = Press()
    if form.submitted():
        with transaction():
            assignments.withdraw(assignment_id, me().id, now())
        flash(_("The course is taken back. What was done stays in the record."))
        return redirect(url_for("reports.person", person_id=assignment.person_id), 303)
    page = render_template("learning/templates/withdraw.html", form=form, assignment=assignment)
    return page, 422 if form.errors else 200
