"""What a person hears by mail about their learning."""

from datetime import date, datetime
from functools import partial

from flask import render_template
from sqlalchemy import select

from cptraining import mail, outbox
from cptraining.database import db
from cptraining.learning.models import Answer, Assignment, Attempt, Comment, Cycle
from cptraining.learning.screens import screen
from cptraining.people.models import Person
from cptraining.web import links


@outbox.on("comment.written")
def tell_of_comment(message_id: int, now: datetime, comment_id: int) -> outbox.Delivery | None:  # noqa: ARG001 -- every handler gets the time
    """Tell the writer of a shared answer that a trainer has said something to it."""
    answer_id = db.session.get_one(Comment, comment_id).answer_id
    return _letter("comment", answer_id, f"comment-{message_id}")


@outbox.on("answer.follow_up")
def ask_whether(
    message_id: int,
    now: datetime,  # noqa: ARG001 -- every handler gets the time
    cycle_id: int,
    step_id: str,
    day: str,
) -> outbox.Delivery | None:
    """Ask whether it happened, if what was promised is still promised for this day."""
    answer = db.session.scalars(select(Answer).filter_by(cycle_id=cycle_id, step=step_id)).one()
    content = screen(db.session.get_one(Cycle, cycle_id).edition_id, step_id).content
    if date.fromisoformat(day) not in content.follow_ups(answer.value):
        return None
    return _letter("follow_up", answer.id, f"follow-up-{message_id}")


@outbox.on("attempt.marked")
def tell_of_marks(message_id: int, now: datetime, attempt_id: int) -> outbox.Delivery | None:  # noqa: ARG001 -- every handler gets the time
    """Tell somebody that a trainer has marked their try."""
    row = db.session.execute(
        select(Person.name, Person.email, Attempt.step, Cycle.edition_id)
        .join(Assignment, Assignment.person_id == Person.id)
        .join(Cycle, Cycle.assignment_id == Assignment.id)
        .join(Attempt, Attempt.cycle_id == Cycle.id)
        .where(Attempt.id == attempt_id, Assignment.withdrawn_at.is_(None))
    ).one_or_none()
    if row is None or row.email is None:
        return None
    text = render_template(
        "learning/templates/marked.txt",
        name=row.name,
        step=screen(row.edition_id, row.step).step,
        link=links.public("learning.attempt", attempt_id=attempt_id),
    )
    return _delivery(str(row.email), text, f"marked-{message_id}")


def _delivery(email: str, text: str, key: str) -> outbox.Delivery:
    """A mail whose first line is its subject."""
    subject, _, body = text.partition("\n")
    letter = mail.Mail(email, subject.strip(), body.lstrip("\n"), key)
    return partial(mail.send, letter)


def _letter(template: str, answer_id: int, key: str) -> outbox.Delivery | None:
    """To the writer of an answer, if they have an address and the course is still theirs."""
    row = db.session.execute(
        select(Person.name, Person.email, Answer.step, Cycle.id, Cycle.edition_id)
        .join(Assignment, Assignment.person_id == Person.id)
        .join(Cycle, Cycle.assignment_id == Assignment.id)
        .join(Answer, Answer.cycle_id == Cycle.id)
        .where(Answer.id == answer_id, Assignment.withdrawn_at.is_(None))
    ).one_or_none()
    if row is None or row.email is None:
        return None
    name, email, step_id, cycle_id, edition_id = row
    text = render_template(
        f"learning/templates/{template}.txt",
        name=name,
        step=screen(edition_id, step_id).step,
        link=links.public("learning.step", cycle_id=cycle_id, step_id=step_id),
        about=links.public("learning.answer", cycle_id=cycle_id, step_id=step_id),
    )
    return _delivery(str(email), text, key)
