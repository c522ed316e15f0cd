"""Signing in and out."""

from flask import abort, current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from cptraining.database import transaction
from cptraining.people import signing
from cptraining.people.access import begin_session, end_session, signed_in, viewer
from cptraining.people.forms import DemonstrationForm, SignInForm
from cptraining.people.views import INVALID, blueprint, page
from cptraining.people.views.demonstration import demonstrators
from cptraining.people.views.onward import onward
from cptraining.web.clock import now
from cptraining.web.door import anyone
from cptraining.web.forms import Press

TOO_SOON = 429


@blueprint.route("/sign-in", methods=["GET", "POST"])
@anyone
def sign_in() -> ResponseReturnValue:
    """Sign in, and go back to where that was asked for."""
    present = viewer()
    if present is not None:
        return redirect(onward(present), 303)
    form = SignInForm()
    if not form.submitted():
        return _page(form)
    email, password = form.email.data or "", form.password.data or ""
    with transaction():
        wait = signing.note_try(email, request.remote_addr or "", now())
    if wait:
        return _too_soon(form, wait)
    person = signing.verified(email, password)
    if person is None:
        form.form_errors.append(_("The email address or the password is not right. Try again."))
        return _page(form)
    with transaction():
        signing.welcome(person, password)
    begin_session(person)
    return redirect(onward(person), 303)


@blueprint.post("/sign-out")
@signed_in
def sign_out() -> ResponseReturnValue:
    """Sign out on this device."""
    if not Press().submitted():
        abort(INVALID)
    end_session()
    flash(_("You are signed out."))
    return redirect(url_for("people.sign_in"), 303)


def _page(form: SignInForm) -> ResponseReturnValue:
    return page("sign_in", form, demonstrators=demonstrators(), other=DemonstrationForm(None))


def _too_soon(form: SignInForm, wait: int) -> ResponseReturnValue:
    form.form_errors.append(
        ngettext(
            "There were several tries with a wrong password. Wait %(num)s second and try again.",
            "There were several tries with a wrong password. Wait %(num)s seconds and try again.",
            wait,
        )
    )
    answer = current_app.make_response(_page(form))
    answer.status_code = TOO_SOON
    answer.headers["Retry-After"] = str(wait)
    return answer
