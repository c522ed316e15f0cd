"""Choosing a new password by mail, when the old one is forgotten."""

from datetime import datetime, timedelta

from sqlalchemy import delete, select

from cptraining import outbox
from cptraining.database import db
from cptraining.people import actions, queries, signing, tokens
from cptraining.people.models import PasswordReset, Person
from cptraining.rules.refusal import Refusal
from cptraining.rules.words import Words

GOOD_FOR = timedelta(hours=1)


class LinkNotGood(Refusal):
    """The link was used, is too old, or never was."""

    words = Words("This link cannot be used any more. Ask for a new one.")


def ask(email: str, now: datetime) -> None:
    """Ask for the mail. The same is written whether or not there is such an account."""
    person = queries.person_by_email(email)
    outbox.announce("password.forgotten", now=now, person_id=person.id if person else None)


def make(person_id: int, now: datetime) -> str:
    """A new token for the link; expired ones are deleted as it goes."""
    db.session.execute(delete(PasswordReset).where(PasswordReset.expires_at <= now))
    token = tokens.new()
    db.session.add(
        PasswordReset(
            person_id=person_id,
            made_at=now,
            expires_at=now + GOOD_FOR,
            token_hash=tokens.hashed(token),
        )
    )
    db.session.flush()
    return token


def person_of(token: str, now: datetime) -> Person | None:
    """Whose password a link may change; None when the link is not good (any more)."""
    reset = queries.reset(tokens.hashed(token))
    return queries.person(reset.person_id) if reset and _is_good(reset, now) else None


def choose(token: str, password_hash: str, now: datetime) -> None:
    """Set the new password and end all sessions and other links. Raises LinkNotGood."""
    locked = select(PasswordReset).where(PasswordReset.token_hash == tokens.hashed(token))
    reset = db.session.scalar(locked.with_for_update())
    if reset is None or not _is_good(reset, now):
        raise LinkNotGood
    actions.change_password(reset.person_id, password_hash, now)
    signing.forget_failures(queries.person(reset.person_id).email or "")


def _is_good(reset: PasswordReset, now: datetime) -> bool:
    return reset.used_at is None and now < reset.expires_at
