"""Inviting and accepting: nobody signs up uninvited."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import select

from cptraining import outbox
from cptraining.database import db
from cptraining.people import actions, queries, tokens, training
from cptraining.people.actions import Place
from cptraining.people.models import Invitation
from cptraining.rules.refusal import NotFound, Refusal
from cptraining.rules.words import Words

GOOD_FOR = timedelta(days=14)


class State(StrEnum):
    """What has become of an invitation."""

    WAITING = "waiting"
    USED = "used"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


class NotWaiting(Refusal):
    """It was accepted, taken back or became too old in the meantime."""

    words = Words(
        "This invitation cannot be used any more. "
        "Sign in if you have an account; otherwise ask your trainer to invite you again."
    )


class HasAccount(Refusal):
    """Somebody made an account with this address in the meantime."""

    words = Words("You have an account already. Sign in, then open the invitation again.")


@dataclass(frozen=True)
class Wish:
    """Whom to invite, to where and for what. Without a place, an administrator."""

    email: str
    place: Place | None = None
    name: str = ""
    course_id: int | None = None
    due_on: date | None = None


@dataclass(frozen=True)
class Newcomer:
    """What somebody without an account tells us when they accept."""

    name: str
    password_hash: str


def invite(wish: Wish, *, invited_by: int | None, now: datetime) -> int:
    """Make an invitation and return its id; `send` or `link` lets it reach somebody.

    The caller has made sure that `invited_by` may invite there; None = from the command line.
    """
    invitation = Invitation(
        email=wish.email,
        name=wish.name,
        made_at=now,
        expires_at=now + GOOD_FOR,
        agency_id=wish.place.agency_id if wish.place else None,
        role=wish.place.role if wish.place else None,
        team_id=wish.place.team_id if wish.place else None,
        course_id=wish.course_id,
        due_on=wish.due_on,
        is_administrator=wish.place is None,
        invited_by=invited_by,
    )
    db.session.add(invitation)
    db.session.flush()
    return invitation.id


def send(invitation_id: int, now: datetime) -> None:
    """Send the mail, or send it again: the link in an earlier one is void from now on."""
    invitation = _waiting(invitation_id)
    invitation.expires_at = now + GOOD_FOR
    invitation.token_hash = None
    db.session.flush()
    outbox.announce("invitation.made", now=now, invitation_id=invitation_id)


def link(invitation: Invitation) -> str:
    """A token for the link; the one before is void."""
    token = tokens.new()
    invitation.token_hash = tokens.hashed(token)
    db.session.flush()
    return token


def withdraw(invitation_id: int, now: datetime) -> None:
    """Take an invitation back. Raises NotWaiting when it was accepted."""
    _waiting(invitation_id).withdrawn_at = now
    db.session.flush()


def state(invitation: Invitation | None, now: datetime) -> State:
    """What has become of an invitation; None = there is none with this link."""
    if invitation is None:
        return State.UNKNOWN
    if invitation.accepted_at is not None:
        return State.USED
    if invitation.withdrawn_at is not None:
        return State.WITHDRAWN
    return State.EXPIRED if invitation.expires_at <= now else State.WAITING


def accept_as_newcomer(token: str, newcomer: Newcomer, now: datetime) -> int:
    """Make the account of an invited person and let them in; returns the person's id.

    The link reached their mailbox, so the address is theirs. Raises NotWaiting, HasAccount.
    """
    invitation = _usable(token, now)
    person_id = actions.make_person(
        newcomer.name,
        invitation.email,
        now,
        password_hash=newcomer.password_hash,
        name_confirmed_at=now,
    )
    if person_id is None:
        raise HasAccount
    _let_in(invitation, person_id, now)
    return person_id


def accept(token: str, person_id: int, now: datetime) -> None:
    """Let in somebody who has an account already; the invitation is for their address.

    Raises NotWaiting, and NotFound for an invitation of somebody else.
    """
    invitation = _usable(token, now)
    if queries.person(person_id).email != invitation.email:
        raise NotFound
    _let_in(invitation, person_id, now)


def _let_in(invitation: Invitation, person_id: int, now: datetime) -> None:
    invitation.accepted_at, invitation.accepted_by = now, person_id
    db.session.flush()
    if invitation.is_administrator:
        actions.make_administrator(person_id)
    if invitation.agency_id is not None and invitation.role is not None:
        place = Place(invitation.agency_id, invitation.role, invitation.team_id)
        actions.join(person_id, place, actor_id=person_id, now=now)
    training.accepted(invitation, person_id, now)


def _usable(token: str, now: datetime) -> Invitation:
    locked = select(Invitation).where(Invitation.token_hash == tokens.hashed(token))
    invitation = db.session.scalar(locked.with_for_update())
    if invitation is None or state(invitation, now) is not State.WAITING:
        raise NotWaiting
    return invitation


def _waiting(invitation_id: int) -> Invitation:
    """An invitation that was not accepted or taken back; it may have expired."""
    locked = select(Invitation).where(Invitation.id == invitation_id).with_for_update()
    invitation = db.session.scalar(locked)
    if invitation is None:
        raise NotFound
    if invitation.accepted_at is not None or invitation.withdrawn_at is not None:
        raise NotWaiting
    return invitation
