"""What a person hears by mail about certificates."""

from datetime import datetime

from flask import render_template
from flask_babel import gettext as _

from cptraining import mail, outbox
from cptraining.certificates.models import Certificate
from cptraining.database import db
from cptraining.people.models import Person
from cptraining.web import links


@outbox.on("certificate.issued")
def tell(message_id: int, now: datetime, certificate_id: int) -> outbox.Delivery | None:  # noqa: ARG001 -- every handler gets the time
    """Send the link to a new certificate, if the person has an address."""
    certificate = db.session.get_one(Certificate, certificate_id)
    person = db.session.get_one(Person, certificate.person_id)
    if person.email is None:
        return None
    body = render_template(
        "certificates/templates/issued.txt",
        certificate=certificate,
        own=links.public("certificates.show", number=certificate.number),
        check=links.public("certificates.checked", number=certificate.number),
    )
    subject = _("Your certificate: %(course)s", course=certificate.title)
    letter = mail.Mail(person.email, subject, body, key=f"certificate-{message_id}")
    return lambda: mail.send(letter)
