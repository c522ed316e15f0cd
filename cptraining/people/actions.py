"""What changes agencies and the people in them; events name nobody."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select, update

from cptraining.database import db, insert_once
from cptraining.people import queries
from cptraining.people.models import Agency, Membership, PasswordReset, Person, Role, Team
from cptraining.record.actions import About, append, person_stream
from cptraining.rules.refusal import NotFound, Refusal
from cptraining.rules.words import Words


class AgencyExists(Refusal):
    """Two agencies of one name could not be told apart."""

    words = Words("There is an agency of this name already. Use it, or write another name.")


@dataclass(frozen=True)
class Place:
    """Where somebody works and as what; `team_id` None = in no team."""

    agency_id: int
    role: Role
    team_id: int | None = None


def add_agency(name: str, zone: str, now: datetime) -> int:
    """Add an agency and return its id; `zone` is its IANA time zone. Raises AgencyExists."""
    agency_id = insert_once(Agency, ["name"], name=name, zone=zone, created_at=now)
    if agency_id is None:
        raise AgencyExists
    return agency_id


def add_team(agency_id: int, name: str) -> int:
    """The id of the team of this name in an agency, which is added if it is new."""
    found = queries.team(agency_id, name)
    if found is not None:
        return found.id
    new_id = insert_once(Team, ["agency_id", "name"], agency_id=agency_id, name=name)
    if new_id is not None:
        return new_id
    return db.session.scalars(
        select(Team.id).where(Team.agency_id == agency_id, Team.name == name)
    ).one()


def make_person(name: str, email: str | None, now: datetime, **more: Any) -> int | None:
    """Add an account and return its id; None when the address has one already.

    `more` sets other columns of Person, such as password_hash.
    """
    values = {"session_key": _session_key(), "created_at": now} | more
    person_id = insert_once(Person, ["email"], name=name, email=email, **values)
    if person_id is not None:
        _record(person_id, None, person_id, now, "person.made")
    return person_id


def join(person_id: int, place: Place, *, actor_id: int, now: datetime) -> int:
    """Let somebody work in a place; returns the id of their membership there, old or new."""
    lock(person_id)
    current = _current(person_id, place.agency_id)
    if place.role in current:
        return current[place.role]
    membership = Membership(
        person_id=person_id,
        agency_id=place.agency_id,
        role=place.role,
        team_id=place.team_id,
        joined_at=now,
    )
    db.session.add(membership)
    db.session.flush()
    about = (person_id, place.agency_id, actor_id, now)
    if not current:
        _record(*about, "person.joined")
    _record(*about, "role.given", role=place.role.value)
    if place.team_id is not None:
        _record(*about, "team.joined", team=place.team_id, role=place.role.value)
    return membership.id


def leave(membership_id: int, *, actor_id: int, now: datetime) -> None:
    """End a membership; what was done in it stays. Raises NotFound when it is unknown."""
    membership = db.session.get(Membership, membership_id)
    if membership is None:
        raise NotFound
    lock(membership.person_id)
    db.session.refresh(membership)
    if membership.left_at is not None:
        return
    membership.left_at = now
    db.session.flush()
    about = (membership.person_id, membership.agency_id, actor_id, now)
    _record(*about, "role.ended", role=membership.role.value)
    if not _current(membership.person_id, membership.agency_id):
        _record(*about, "person.left")


def confirm_name(person_id: int, name: str, now: datetime) -> None:
    """Set the name as the person wants it printed. Certificates that exist keep theirs."""
    lock(person_id)
    _change(person_id, name=name, name_confirmed_at=now)
    _record(person_id, None, person_id, now, "name.confirmed")


def change_password(person_id: int, password_hash: str, now: datetime) -> None:
    """Set a password; all sessions end, and links for choosing one are void."""
    _change(person_id, password_hash=password_hash, session_key=_session_key())
    db.session.execute(
        update(PasswordReset)
        .where(PasswordReset.person_id == person_id, PasswordReset.used_at.is_(None))
        .values(used_at=now)
    )


def end_sessions(person_id: int) -> None:
    """Sign somebody out everywhere."""
    _change(person_id, session_key=_session_key())


def make_administrator(person_id: int) -> None:
    """Let somebody look after the installation."""
    _change(person_id, is_administrator=True)


def lock(person_id: int) -> None:
    """Hold a person's stream until the transaction ends. Raises NotFound when there is nobody."""
    locked = select(Person.id).where(Person.id == person_id).with_for_update()
    if db.session.scalar(locked) is None:
        raise NotFound


def _current(person_id: int, agency_id: int) -> dict[Role, int]:
    """The ids of somebody's present memberships of an agency, by role."""
    rows = db.session.execute(
        select(Membership.role, Membership.id).where(
            Membership.person_id == person_id,
            Membership.agency_id == agency_id,
            Membership.left_at.is_(None),
        )
    )
    return {role: membership_id for role, membership_id in rows}  # noqa: C416 -- types need it


def _change(person_id: int, **values: Any) -> None:
    db.session.execute(update(Person).where(Person.id == person_id).values(**values))


def _session_key() -> str:
    return secrets.token_hex(16)


def _record(
    person_id: int, agency_id: int | None, actor_id: int, now: datetime, name: str, **facts: Any
) -> None:
    stream = person_stream(person_id)
    append(About(stream, person_id, agency_id, actor_id), name, now=now, **facts)
