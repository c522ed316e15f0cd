"""What only a demonstration has: invented people to be, and their mail to read."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from flask import abort, current_app, redirect, render_template
from flask.typing import ResponseReturnValue

from cptraining import mail
from cptraining.people import queries
from cptraining.people.access import begin_session
from cptraining.people.forms import DemonstrationForm
from cptraining.people.views import INVALID, blueprint
from cptraining.people.views.onward import onward
from cptraining.rules.refusal import NotFound
from cptraining.web.door import anyone

MOST = 20


@blueprint.post("/demonstration/sign-in")
@anyone
def demonstrate() -> ResponseReturnValue:
    """Be one of the invented people."""
    form = DemonstrationForm()
    if form.email.data not in dict(demonstrators()):
        raise NotFound
    if not form.submitted():
        abort(INVALID)
    person = queries.person_by_email(form.email.data or "")
    if person is None:
        raise NotFound
    begin_session(person)
    return redirect(onward(person), 303)


@blueprint.get("/demonstration/mail")
@anyone
def demonstration_mail() -> ResponseReturnValue:
    """The newest mail, which nobody gets: it is kept in files here."""
    if not _is_demonstration():
        raise NotFound
    letters = [
        message_from_bytes(path.read_bytes(), EmailMessage, policy=default)
        for path in mail.kept()[:MOST]
    ]
    return render_template("people/templates/demonstration_mail.html", letters=letters)


def demonstrators() -> list[tuple[str, str]]:
    """Email address of each invented person, and what they show; none in a real installation.

    Operations puts them into `app.extensions["demonstration"]`.
    """
    found: list[tuple[str, str]] = current_app.extensions.get("demonstration", [])
    return found if _is_demonstration() else []


def _is_demonstration() -> bool:
    is_one: bool = current_app.extensions["settings"].is_demonstration
    return is_one
