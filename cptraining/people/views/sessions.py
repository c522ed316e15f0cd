"""Signing in and out."""

from flask import abort, current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cptraining.database import transaction
from cptraining.people import queries, signing
from cptraining.people.access import begin_session, end_session, signed_in, viewer
from cptraining.people.forms import DemonstrationForm, SignInForm
from cptraining.people.models import Person
from cptraining.people.returning import own_address
from cptraining.people.views import INVALID, blueprint, page
from cptraining.rules.refusal import NotFound
from cptraining.web.clock import now
from cptraining.web.door import anyone
from cptraining.web.forms import Form

TOO_SOON = 429


@blueprint.route("/sign-in", methods=["GET", "POST"])
@anyone
def sign_in() -> ResponseReturnValue:
    """Sign in, and go back to where that was asked for."""
    present = viewer()
    if present is not None:
        return redirect(_onward(present), 303)
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
        form.form_errors.append(_("The e-mail address or the password is not right. Try again."))
        return _page(form)
    with transaction():
        signing.welcome(person, password)
    begin_session(person)
    return redirect(_onward(person), 303)


@blueprint.post("/sign-out")
@signed_in
def sign_out() -> ResponseReturnValue:
    """Sign out on this device."""
    if not Form().submitted():
        abort(INVALID)
    end_session()
    flash(_("You are signed out."))
    return redirect(url_for("people.sign_in"), 303)


@blueprint.post("/demonstration/sign-in")
@anyone
def demonstrate() -> ResponseReturnValue:
    """Be one of the invented people; only a demonstration has them."""
    form = DemonstrationForm()
    if form.email.data not in dict(demonstrators()):
        raise NotFound
    if not form.submitted():
        abort(INVALID)
    person = queries.person_by_email(form.email.data)
    if person is None:
        raise NotFound
    begin_session(person)
    return redirect(_onward(person), 303)


def demonstrators() -> list[tuple[str, str]]:
    """E-mail address of each invented person, and what they show; none in a real installation.

    Operations puts them into `app.extensions["demonstration"]`.
    """
    if not current_app.extensions["settings"].is_demonstration:
        return []
    found: list[tuple[str, str]] = current_app.extensions.get("demonstration", [])
    return found


def _page(form: SignInForm) -> ResponseReturnValue:
    return page("sign_in", form, demonstrators=demonstrators(), other=DemonstrationForm(None))


def _too_soon(form: SignInForm, wait: int) -> ResponseReturnValue:
    form.form_errors.append(
        _("There were several tries with a wrong password. Wait %(n)s seconds, then try again.")
        % {"n": wait}
    )
    answer = current_app.make_response(_page(form))
    answer.status_code = TOO_SOON
    answer.headers["Retry-After"] = str(wait)
    return answer


def _onward(person: Person) -> str:
    """The page that was asked for, or the one on which this person's work begins."""
    target = own_address(request.args.get("next"))
    if target is not None:
        return target
    if person.is_trainer and not person.is_learner:
        return url_for("reports.completion")
    if person.is_administrator and not person.current:
        return url_for("operations.overview")
    return url_for("learning.home")
