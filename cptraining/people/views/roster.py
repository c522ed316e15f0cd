"""The trainer's people: who is there, who is invited, who has left."""

from flask import abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cptraining.database import transaction
from cptraining.people import actions, invitations, staff, training
from cptraining.people.access import me, trainer
from cptraining.people.forms import InviteForm
from cptraining.people.views import INVALID, blueprint, page
from cptraining.web.clock import now
from cptraining.web.forms import Press


@blueprint.get("/people")
@trainer
def roster() -> ResponseReturnValue:
    """The people of the reader's agencies, and the invitations that wait."""
    return render_template(
        "people/templates/roster.html",
        members=staff.members(me()),
        invitations=staff.invitations(me()),
        titles=training.courses(),
        form=Press(),
        now=now(),
    )


@blueprint.route("/people/invite", methods=["GET", "POST"])
@trainer
def invite() -> ResponseReturnValue:
    """Invite somebody into an agency that the reader trains."""
    form = InviteForm(staff.trained(me()), training.courses(), now())
    if not form.submitted():
        return page("invite", form, teams=staff.teams(me()))
    with transaction():
        invitation_id = invitations.invite(_wish(form), invited_by=me().id, now=now())
        invitations.send(invitation_id, now())
    flash(_("The invitation to %(email)s is on its way.", email=form.email.data))
    return redirect(url_for("people.roster"), 303)


@blueprint.post("/people/invitations/<int:invitation_id>/send")
@trainer
def send_again(invitation_id: int) -> ResponseReturnValue:
    """Send an invitation once more, with a new link."""
    invitation = staff.invitation(me(), invitation_id)
    if not Press().submitted():
        abort(INVALID)
    with transaction():
        invitations.send(invitation_id, now())
    flash(_("The invitation to %(email)s is sent again.", email=invitation.email))
    return redirect(url_for("people.roster"), 303)


@blueprint.post("/people/invitations/<int:invitation_id>/withdraw")
@trainer
def withdraw(invitation_id: int) -> ResponseReturnValue:
    """Take an invitation back."""
    invitation = staff.invitation(me(), invitation_id)
    if not Press().submitted():
        abort(INVALID)
    with transaction():
        invitations.withdraw(invitation_id, now())
    flash(_("The invitation to %(email)s is taken back.", email=invitation.email))
    return redirect(url_for("people.roster"), 303)


@blueprint.route("/people/memberships/<int:membership_id>/leave", methods=["GET", "POST"])
@trainer
def leave(membership_id: int) -> ResponseReturnValue:
    """Ask once more, then note that somebody has left."""
    membership = staff.membership(me(), membership_id)
    form = Press()
    if not form.submitted():
        return page("leave", form, membership=membership)
    with transaction():
        actions.leave(membership_id, actor_id=me().id, now=now())
    flash(_("%(name)s has left. What they did stays in the record.", name=membership.person.name))
    return redirect(url_for("people.roster"), 303)


def _wish(form: InviteForm) -> invitations.Wish:
    """What the form asks for; a team that is new is made."""
    team = form.team.data
    team_id = actions.add_team(form.agency.data, team) if team else None
    return invitations.Wish(
        email=form.email.data or "",
        place=actions.Place(form.agency.data, form.role.data, team_id),
        name=form.name.data or "",
        course_id=form.course.data,
        due_on=form.due_on.data,
    )
