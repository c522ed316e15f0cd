"""Reading agencies, people, memberships, invitations and failed sign-ins."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import joinedload

from cptraining.database import db
from cptraining.people.models import (
    Agency,
    Invitation,
    Membership,
    PasswordReset,
    Person,
    Role,
    SignInFailure,
    Team,
)
from cptraining.rules.patience import WINDOW, Failures
from cptraining.rules.refusal import NotFound


class Listed(NamedTuple):
    """A person, and one of their memberships in words; None for somebody in no agency."""

    id: int
    name: str
    email: str | None
    is_administrator: bool
    agency: str | None
    team: str | None
    role: Role | None


class AgencyListed(NamedTuple):
    """An agency, and how many people are in it now."""

    name: str
    zone: str
    people: int


def person(person_id: int) -> Person:
    """A person with memberships, agencies and teams. Raises NotFound."""
    found = _one(_people().where(Person.id == person_id))
    if found is None:
        raise NotFound
    return found


def person_by_email(email: str) -> Person | None:
    """The person with this address, with memberships, agencies and teams."""
    return _one(_people().where(Person.email == email))


def _people() -> Select[Person]:
    memberships = joinedload(Person.memberships)
    return select(Person).options(
        memberships.joinedload(Membership.agency), memberships.joinedload(Membership.team)
    )


def _one(wanted: Select[Person]) -> Person | None:
    return db.session.scalars(wanted).unique().one_or_none()


def agency(name: str) -> Agency | None:
    """The agency of this name."""
    return db.session.scalar(select(Agency).where(Agency.name == name))


def agencies() -> Sequence[AgencyListed]:
    """Every agency by name."""
    rows = db.session.execute(
        select(Agency.name, Agency.zone, func.count(Membership.person_id.distinct()))
        .outerjoin(Membership, (Membership.agency_id == Agency.id) & Membership.left_at.is_(None))
        .group_by(Agency.id)
        .order_by(Agency.name)
    )
    return [AgencyListed(*row) for row in rows]


def team(agency_id: int, name: str) -> Team | None:
    """The team of this name, small and capital letters being the same."""
    return db.session.scalar(
        select(Team).where(Team.agency_id == agency_id, func.lower(Team.name) == func.lower(name))
    )


def everybody() -> Sequence[Listed]:
    """Every person by name, once for each present membership; for who runs the installation."""
    rows = db.session.execute(
        select(
            Person.id,
            Person.name,
            Person.email,
            Person.is_administrator,
            Agency.name,
            Team.name,
            Membership.role,
        )
        .outerjoin(Membership, (Membership.person_id == Person.id) & Membership.left_at.is_(None))
        .outerjoin(Agency, Agency.id == Membership.agency_id)
        .outerjoin(Team, Team.id == Membership.team_id)
        .order_by(Person.name, Person.id, Membership.id)
    )
    return [Listed(*row) for row in rows]


def administrator_count() -> int:
    """How many people look after this installation."""
    count = select(func.count()).select_from(Person).where(Person.is_administrator)
    return db.session.scalar(count) or 0


def is_in(email: str, agency_id: int, role: Role) -> bool:
    """Whether somebody with this address has this role in this agency now."""
    return (
        db.session.scalar(
            select(Membership.id)
            .join(Person, Person.id == Membership.person_id)
            .where(
                Person.email == email,
                Membership.agency_id == agency_id,
                Membership.role == role,
                Membership.left_at.is_(None),
            )
        )
        is not None
    )


def is_waiting(email: str, agency_id: int, now: datetime) -> bool:
    """Whether an invitation of this address into this agency can still be accepted."""
    return (
        db.session.scalar(
            select(Invitation.id)
            .where(
                Invitation.email == email,
                Invitation.agency_id == agency_id,
                Invitation.accepted_at.is_(None),
                Invitation.withdrawn_at.is_(None),
                Invitation.expires_at > now,
            )
            .limit(1)
        )
        is not None
    )


def invitation(token_hash: str) -> Invitation | None:
    """The invitation with this token, with its agency and team."""
    return db.session.scalar(_invitations().where(Invitation.token_hash == token_hash))


def invitation_to_send(invitation_id: int) -> Invitation | None:
    """An invitation, with its agency and team."""
    return db.session.scalar(_invitations().where(Invitation.id == invitation_id))


def _invitations() -> Select[Invitation]:
    return select(Invitation).options(joinedload(Invitation.agency), joinedload(Invitation.team))


def reset(token_hash: str) -> PasswordReset | None:
    """The reset with this token."""
    return db.session.scalar(select(PasswordReset).where(PasswordReset.token_hash == token_hash))


def failures_of_account(account: str, now: datetime) -> Failures:
    """Recent failed sign-ins of one account (hashed)."""
    return _failures(SignInFailure.account == account, now)


def failures_of_address(address: str, now: datetime) -> Failures:
    """Recent failed sign-ins from one network address."""
    return _failures(SignInFailure.address == address, now)


def _failures(whose: ColumnElement[bool], now: datetime) -> Failures:
    row = db.session.execute(
        select(func.count(), func.max(SignInFailure.failed_at)).where(
            whose, SignInFailure.failed_at > now - WINDOW
        )
    ).one()
    return Failures(*row)
