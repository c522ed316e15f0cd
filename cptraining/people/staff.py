"""An agency's people and open invitations, as its trainers see them."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from cptraining.database import db
from cptraining.people.access import visible
from cptraining.people.models import Agency, Invitation, Membership, Person, Role, Team
from cptraining.people.reader import Reader, Workplace
from cptraining.rules.refusal import NotFound


def trained(reader: Reader) -> list[Workplace]:
    """The agencies that somebody trains now."""
    return [found.agency for found in reader.current if found.role is Role.TRAINER]


def members(reader: Reader) -> Sequence[Membership]:
    """Who is in the reader's agencies now, by agency and team; people in no team come last."""
    return db.session.scalars(
        select(Membership)
        .join(Membership.person)
        .join(Membership.agency)
        .outerjoin(Membership.team)
        .where(
            visible(
                reader, Role.TRAINER, person=Membership.person_id, agency=Membership.agency_id
            ),
            Membership.left_at.is_(None),
        )
        .order_by(Agency.name, Team.name.is_(None), Team.name, Person.name, Membership.id)
        .options(
            contains_eager(Membership.person),
            contains_eager(Membership.agency),
            contains_eager(Membership.team),
        )
    ).all()


def membership(reader: Reader, membership_id: int) -> Membership:
    """A present membership that the reader may end, with person and agency. Raises NotFound.

    Nobody ends their own: the agency would be left without its trainer by mistake.
    """
    found = db.session.scalar(
        select(Membership)
        .where(
            Membership.id == membership_id,
            Membership.person_id != reader.id,
            Membership.left_at.is_(None),
            visible(
                reader, Role.TRAINER, person=Membership.person_id, agency=Membership.agency_id
            ),
        )
        .options(joinedload(Membership.person), joinedload(Membership.agency))
    )
    if found is None:
        raise NotFound
    return found


def invitations(reader: Reader) -> Sequence[Invitation]:
    """Invitations into the reader's agencies that nobody has accepted, the newest first."""
    return db.session.scalars(
        select(Invitation)
        .where(
            visible(
                reader, Role.TRAINER, person=Invitation.accepted_by, agency=Invitation.agency_id
            ),
            Invitation.accepted_at.is_(None),
            Invitation.withdrawn_at.is_(None),
        )
        .order_by(Invitation.id.desc())
        .options(joinedload(Invitation.agency), joinedload(Invitation.team))
    ).all()


def invitation(reader: Reader, invitation_id: int) -> Invitation:
    """An invitation into one of the reader's agencies. Raises NotFound."""
    found = db.session.scalar(
        select(Invitation).where(
            Invitation.id == invitation_id,
            visible(
                reader, Role.TRAINER, person=Invitation.accepted_by, agency=Invitation.agency_id
            ),
        )
    )
    if found is None:
        raise NotFound
    return found


def teams(reader: Reader) -> Sequence[str]:
    """The names of the teams in the reader's agencies."""
    return db.session.scalars(
        select(Team.name)
        .where(Team.agency_id.in_([agency.id for agency in trained(reader)]))
        .distinct()
        .order_by(Team.name)
    ).all()
