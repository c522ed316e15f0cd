"""The administrator's pages: is mail flowing, is anything stuck."""

from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cptraining import mail
from cptraining.database import transaction
from cptraining.operations import doctor
from cptraining.outbox import actions as outbox
from cptraining.outbox import queries as messages
from cptraining.people.access import administrator
from cptraining.rules.refusal import NotFound
from cptraining.web.clock import now
from cptraining.web.forms import Press

blueprint = Blueprint("operations", __name__)


@blueprint.get("/administration")
@administrator
def overview() -> ResponseReturnValue:
    """What the doctor says, what waits, and the mail that is kept in files."""
    return render_template(
        "operations/templates/overview.html",
        findings=doctor.examine(now()),
        parked=messages.parked(),
        waiting=messages.waiting_count(),
        kept=mail.kept(),
        form=Press(),
    )


@blueprint.post("/administration/outbox/<int:message_id>")
@administrator
def retry(message_id: int) -> ResponseReturnValue:
    """Try a message again that was given up."""
    form = Press()
    if not form.submitted():
        back = url_for("operations.overview")
        return render_template("web/templates/again.html", form=form, back=back), 422
    with transaction():
        outbox.try_again(message_id, now())
    flash(_("It will be tried again."))
    return redirect(url_for("operations.overview"), 303)


@blueprint.get("/administration/mail/<name>")
@administrator
def letter(name: str) -> ResponseReturnValue:
    """One mail that is kept in a file."""
    path = next((path for path in mail.kept() if path.name == name), None)
    if path is None:
        raise NotFound
    message = message_from_bytes(path.read_bytes(), EmailMessage, policy=default)
    body = message.get_content()
    return render_template("operations/templates/letter.html", message=message, body=body)
