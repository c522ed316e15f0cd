"""What the writer of an exhibit hears by mail."""

from datetime import datetime
from functools import partial

from flask import render_template
from sqlalchemy import select

from cptraining import mail, outbox
from cptraining.community.models import Exhibit, ExhibitQuestion
from cptraining.database import db
from cptraining.learning.models import Answer, Assignment, Cycle
from cptraining.learning.screens import screen
from cptraining.people.models import Person
from cptraining.web import links


@outbox.on("exhibit.approved")
def tell_of_approval(message_id: int, now: datetime, exhibit_id: int) -> outbox.Delivery | None:  # noqa: ARG001 -- every handler gets the time
    """Tell the writer that what they shared hangs in the gallery, if it does still."""
    exhibit = db.session.get_one(Exhibit, exhibit_id)
    if exhibit.taken_down_at is not None:
        return None
    return _letter("approved", exhibit, f"exhibit-{message_id}")


@outbox.on("exhibit.taken_down")
def tell_of_end(message_id: int, now: datetime, exhibit_id: int) -> outbox.Delivery | None:  # noqa: ARG001
    """Tell the writer that a trainer took it down."""
    exhibit = db.session.get_one(Exhibit, exhibit_id)
    return _letter("taken_down", exhibit, f"exhibit-{message_id}")


@outbox.on("exhibit.asked")
def tell_of_question(message_id: int, now: datetime, question_id: int) -> outbox.Delivery | None:  # noqa: ARG001
    """Tell the writer that a colleague has asked something, if both are there still."""
    question = db.session.get_one(ExhibitQuestion, question_id)
    exhibit = db.session.get_one(Exhibit, question.exhibit_id)
    if question.removed_at is not None or exhibit.taken_down_at is not None:
        return None
    return _letter("asked", exhibit, f"question-{message_id}")


def _letter(template: str, exhibit: Exhibit, key: str) -> outbox.Delivery | None:
    row = db.session.execute(
        select(Person.name, Person.email, Cycle.id)
        .join(Assignment, Assignment.person_id == Person.id)
        .join(Cycle, Cycle.assignment_id == Assignment.id)
        .join(Answer, Answer.cycle_id == Cycle.id)
        .where(Answer.id == exhibit.answer_id, Assignment.withdrawn_at.is_(None))
    ).one_or_none()
    if row is None or row.email is None:
        return None
    text = render_template(
        f"community/templates/{template}.txt",
        name=row.name,
        step=screen(exhibit.edition_id, exhibit.step).step,
        link=links.public("community.exhibit", exhibit_id=exhibit.id),
        about=links.public("learning.answer", cycle_id=row.id, step_id=exhibit.step),
    )
    subject, _, body = text.partition("\n")
    letter = mail.Mail(row.email, subject.strip(), body.lstrip("\n"), key)
    return partial(mail.send, letter)
