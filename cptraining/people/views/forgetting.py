"""A forgotten password: asking for a link by mail, and choosing a new one."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cptraining.database import transaction
from cptraining.people import email, passwords, resets
from cptraining.people.access import end_session
from cptraining.people.forms import ForgottenForm, ResetForm
from cptraining.people.views import blueprint, page
from cptraining.web.clock import now
from cptraining.web.door import anyone
from cptraining.web.limits import at_most

GONE = 410


def _typed_address() -> str:
    return "forgotten/" + email.tidy(request.form.get("email"))


@blueprint.route("/forgotten", methods=["GET", "POST"])
@anyone
@at_most("60 per hour", methods=["POST"])
@at_most("5 per hour", of=_typed_address, methods=["POST"])
def forgotten() -> ResponseReturnValue:
    """Ask for a link; the answer is the same whether or not there is an account."""
    form = ForgottenForm()
    if not form.submitted():
        return page("forgotten", form)
    with transaction():
        resets.ask(form.email.data or "", now())
    return redirect(url_for("people.sent"), 303)


@blueprint.get("/forgotten/sent")
@anyone
def sent() -> ResponseReturnValue:
    """Where to look for the link."""
    return render_template("people/templates/sent.html")


@blueprint.route("/reset/<token>", methods=["GET", "POST"])
@anyone
def reset(token: str) -> ResponseReturnValue:
    """Choose a new password, and be signed out everywhere."""
    person = resets.person_of(token, now())
    if person is None:
        return render_template("people/templates/reset_gone.html"), GONE
    form = ResetForm(person.email or "")
    if not form.submitted():
        return page("reset", form, person=person)
    password_hash = passwords.hashed(form.password.data or "")
    with transaction():
        resets.choose(token, password_hash, now())
    end_session()
    flash(_("Your password is changed. Sign in with the new one."))
    return redirect(url_for("people.sign_in"), 303)
