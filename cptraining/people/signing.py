"""Signing in: every try is counted before it is looked at, so that none is free."""

from datetime import datetime
from hashlib import sha256

from sqlalchemy import delete, select, update

from cptraining.database import db
from cptraining.people import passwords, queries
from cptraining.people.models import Person, SignInFailure
from cptraining.rules.patience import FREE_FOR_ACCOUNT, FREE_FOR_ADDRESS, WINDOW, seconds_left


def note_try(email: str, address: str, now: datetime) -> int:
    """Count a try as failed, unless it comes too soon: then whole seconds to wait, else 0.

    A right password takes the count back (`welcome`). Tries that came too soon are not
    counted: nobody can lock others out by hammering. Old failures are deleted.
    """
    db.session.scalar(select(Person.id).where(Person.email == email).with_for_update())
    account = _account(email)
    wait = max(
        seconds_left(queries.failures_of_account(account, now), FREE_FOR_ACCOUNT, now),
        seconds_left(queries.failures_of_address(address, now), FREE_FOR_ADDRESS, now),
    )
    if wait:
        return wait
    db.session.execute(delete(SignInFailure).where(SignInFailure.failed_at <= now - WINDOW))
    db.session.add(SignInFailure(account=account, address=address, failed_at=now))
    return 0


def verified(email: str, password: str) -> Person | None:
    """The person whose address and password these are; the same work when there is nobody."""
    person = queries.person_by_email(email)
    stored = person.password_hash if person else None
    return person if passwords.is_right(stored, password) else None


def welcome(person: Person, password: str) -> None:
    """Forget the failures of somebody who got in; store the password as we do today."""
    if person.email is not None:
        forget_failures(person.email)
    if person.password_hash and passwords.is_outdated(person.password_hash):
        stored = passwords.hashed(password)
        db.session.execute(
            update(Person).where(Person.id == person.id).values(password_hash=stored)
        )


def forget_failures(email: str) -> None:
    """Let the next try of an account be looked at at once."""
    db.session.execute(delete(SignInFailure).where(SignInFailure.account == _account(email)))


def _account(email: str) -> str:
    return sha256(email.encode()).hexdigest()
