"""Accepting an invitation: as a new person, or with the account that one has."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cptraining.database import transaction
from cptraining.people import invitations, passwords, queries, tokens, training
from cptraining.people.access import begin_session, viewer
from cptraining.people.forms import AcceptForm
from cptraining.people.invitations import Newcomer, State
from cptraining.people.models import Invitation
from cptraining.people.reader import Reader
from cptraining.people.views import blueprint, page
from cptraining.web.clock import now
from cptraining.web.door import anyone
from cptraining.web.forms import Form, Press

GONE = 410


@blueprint.route("/invitations/<token>", methods=["GET", "POST"])
@anyone
def accept(token: str) -> ResponseReturnValue:
    """What the invitation is for, and the way in."""
    invitation = queries.invitation(tokens.hashed(token))
    state = invitations.state(invitation, now())
    if invitation is None or state is not State.WAITING:
        return render_template("people/templates/not_waiting.html", state=state.value), GONE
    person = viewer()
    if person is not None:
        return _with_account(token, invitation, person)
    if queries.person_by_email(invitation.email) is not None:
        return _page("sign_in_to_join", Press(), invitation)
    return _newcomer(token, invitation)


def _newcomer(token: str, invitation: Invitation) -> ResponseReturnValue:
    form = AcceptForm(invitation.email, data={"name": invitation.name})
    if not form.submitted():
        return _page("accept", form, invitation)
    password_hash = passwords.hashed(form.password.data or "")
    with transaction():
        newcomer = Newcomer(form.name.data or "", password_hash)
        person_id = invitations.accept_as_newcomer(token, newcomer, now())
    return _welcome(person_id)


def _with_account(token: str, invitation: Invitation, person: Reader) -> ResponseReturnValue:
    form = Press()
    if person.email != invitation.email:
        return _page("somebody_else", form, invitation)
    if not form.submitted():
        return _page("join", form, invitation)
    with transaction():
        invitations.accept(token, person.id, now())
    return _welcome(person.id)


def _welcome(person_id: int) -> ResponseReturnValue:
    begin_session(queries.person(person_id))
    flash(_("Welcome. You have joined."))
    return redirect(url_for("learning.home"), 303)


def _page(name: str, form: Form | Press, invitation: Invitation) -> ResponseReturnValue:
    course = training.courses().get(invitation.course_id or 0)
    return page(name, form, invitation=invitation, course=course)
