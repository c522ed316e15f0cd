"""The mail that people get about their account; the secret in a link is made when it is sent."""

from datetime import datetime
from functools import partial

from flask import render_template

from cptraining import mail, outbox
from cptraining.database import db
from cptraining.people import queries, resets, training
from cptraining.people.invitations import State, state
from cptraining.people.invitations import link as link_of
from cptraining.people.models import Invitation, Person
from cptraining.web import links


@outbox.on("invitation.made")
def send_invitation(message_id: int, now: datetime, invitation_id: int) -> outbox.Delivery | None:
    """Send the link of an invitation that still waits."""
    invitation = queries.invitation_to_send(invitation_id)
    if invitation is None or state(invitation, now) is not State.WAITING:
        return None
    return _letter(
        "invitation",
        invitation.email,
        f"{message_id}-invitation",
        invitation=invitation,
        inviter=_inviter(invitation),
        course=training.courses().get(invitation.course_id or 0),
        link=links.public("people.accept", token=link_of(invitation)),
    )


@outbox.on("password.forgotten")
def send_reset(message_id: int, now: datetime, person_id: int | None) -> outbox.Delivery | None:
    """Send the link for choosing a new password; nobody asked when there is no account."""
    person = db.session.get(Person, person_id) if person_id else None
    if person is None or person.email is None:
        return None
    return _letter(
        "reset",
        person.email,
        f"{message_id}-reset",
        person=person,
        link=links.public("people.reset", token=resets.make(person.id, now)),
    )


def _inviter(invitation: Invitation) -> str | None:
    person = db.session.get(Person, invitation.invited_by) if invitation.invited_by else None
    return person.name if person else None


def _letter(template: str, to: str, key: str, **shown: object) -> outbox.Delivery:
    """Fill in a text template: its first line is the subject."""
    text = render_template(f"people/templates/{template}.txt", **shown)
    subject, _, body = text.partition("\n")
    return partial(mail.send, mail.Mail(to, subject.strip(), body.lstrip("\n"), key))
