"""Who is signed in: plain values, since every page begins by reading them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from flask_login import UserMixin
from sqlalchemy import bindparam, select

from cptraining.database import db
from cptraining.people.models import Agency, Membership, Person, Role, Team


class Workplace(NamedTuple):
    """An agency that the reader is in; `zone` is its IANA time zone."""

    id: int
    name: str
    zone: str


class Belonging(NamedTuple):
    """A role in an agency that has not ended; `team` is None for somebody in no team."""

    role: Role
    joined_at: datetime
    team: str | None
    agency: Workplace


@dataclass(frozen=True)
class Reader(UserMixin):  # type: ignore[misc]  # Flask-Login has no types
    """Somebody who is signed in; `session_key` is that of their sessions."""

    id: int
    name: str
    email: str | None
    session_key: str
    name_confirmed_at: datetime | None
    is_administrator: bool
    current: tuple[Belonging, ...]

    @property
    def is_trainer(self) -> bool:
        """Whether they train any agency now."""
        return any(belonging.role is Role.TRAINER for belonging in self.current)

    @property
    def is_learner(self) -> bool:
        """Whether any agency trains them now."""
        return any(belonging.role is Role.LEARNER for belonging in self.current)


def of_session(person_id: int, session_key: str) -> Reader | None:
    """The person of a session that has not been ended, in one statement."""
    rows = db.session.execute(_OF_SESSION, {"person": person_id, "session_key": session_key}).all()
    if not rows:
        return None
    count = len(_PERSON)
    current = tuple(_belonging(row[count:]) for row in rows if row.role is not None)
    return Reader(*rows[0][:count], current=current)


def _belonging(row: Any) -> Belonging:
    role, joined_at, team, *agency = row
    return Belonging(role, joined_at, team, Workplace(*agency))


_people, _memberships = Person.__table__.c, Membership.__table__.c
_agencies, _teams = Agency.__table__.c, Team.__table__.c
_PERSON = (
    _people.id,
    _people.name,
    _people.email,
    _people.session_key,
    _people.name_confirmed_at,
    _people.is_administrator,
)
_OF_SESSION = (
    select(
        *_PERSON,
        _memberships.role,
        _memberships.joined_at,
        _teams.name,
        *(_agencies.id, _agencies.name, _agencies.zone),
    )
    .select_from(
        Person.__table__.outerjoin(
            Membership.__table__,
            (_memberships.person_id == _people.id) & _memberships.left_at.is_(None),
        )
        .outerjoin(Agency.__table__, _agencies.id == _memberships.agency_id)
        .outerjoin(Team.__table__, _teams.id == _memberships.team_id)
    )
    .where(_people.id == bindparam("person"), _people.session_key == bindparam("session_key"))
    .order_by(_memberships.id)
)
