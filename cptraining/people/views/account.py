"""One's own account: name, password, where one is signed in."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from cptraining.database import transaction
from cptraining.people import actions, passwords, queries, signing
from cptraining.people.access import begin_session, end_session, me, signed_in
from cptraining.people.forms import NameForm, PasswordForm
from cptraining.people.views import INVALID, blueprint, page
from cptraining.web.clock import now
from cptraining.web.forms import Press


@blueprint.get("/account")
@signed_in
def account() -> ResponseReturnValue:
    """What is known about the reader."""
    return render_template("people/templates/account.html", person=me(), form=Press())


@blueprint.route("/account/name", methods=["GET", "POST"])
@signed_in
def rename() -> ResponseReturnValue:
    """Set the name that certificates print, and confirm it by that."""
    form = NameForm(data={"name": me().name})
    if not form.submitted():
        return page("rename", form)
    with transaction():
        actions.confirm_name(me().id, form.name.data or "", now())
    flash(_("Your name is saved."))
    return redirect(url_for("people.account"), 303)


@blueprint.route("/account/password", methods=["GET", "POST"])
@signed_in
def password() -> ResponseReturnValue:
    """Change the password; other devices are signed out."""
    form = PasswordForm(me().email or "")
    if not form.submitted() or not _knows_present(form):
        return page("password", form)
    password_hash = passwords.hashed(form.password.data or "")
    with transaction():
        actions.change_password(me().id, password_hash, now())
        signing.forget_failures(me().email or "")
    begin_session(queries.person(me().id))
    flash(_("Your password is changed. On other devices you are signed out."))
    return redirect(url_for("people.account"), 303)


@blueprint.post("/account/sign-out-everywhere")
@signed_in
def sign_out_everywhere() -> ResponseReturnValue:
    """End all sessions, this one too."""
    if not Press().submitted():
        abort(INVALID)
    with transaction():
        actions.end_sessions(me().id)
    end_session()
    flash(_("You are signed out everywhere."))
    return redirect(url_for("people.sign_in"), 303)


def _knows_present(form: PasswordForm) -> bool:
    """Whether the present password is right; guessing it here is as slow as at the door."""
    address = me().email or ""
    with transaction():
        wait = signing.note_try(address, request.remote_addr or "", now())
    if wait:
        form.present.errors = [
            ngettext(
                "Wait %(num)s second, then try again", "Wait %(num)s seconds, then try again", wait
            )
        ]
        return False
    if signing.verified(address, form.present.data or "") is None:
        form.present.errors = [_("This is not your password. Try again")]
        return False
    return True
