"""Agencies and the people in them."""

from datetime import date, datetime
from enum import StrEnum

from flask_login import UserMixin
from sqlalchemy import CheckConstraint, Enum, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from cptraining.database import Base


class Role(StrEnum):
    """What somebody is in an agency."""

    LEARNER = "learner"
    TRAINER = "trainer"


ROLE = Enum(
    Role, native_enum=False, length=16, values_callable=lambda roles: [r.value for r in roles]
)


class Agency(Base):
    """An organisation with staff to train; `zone` is its IANA time zone."""

    __tablename__ = "agency"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    name: Mapped[str] = mapped_column(unique=True)
    zone: Mapped[str]
    created_at: Mapped[datetime]


class Team(Base):
    """People of one agency who work together."""

    __tablename__ = "team"
    __table_args__ = (UniqueConstraint("agency_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    name: Mapped[str]


class Person(UserMixin, Base):
    """Somebody with an account.

    `session_key` is in every session cookie: a new one ends all sessions. `name_confirmed_at`
    says when the person confirmed the name that certificates print.
    """

    __tablename__ = "person"
    __table_args__ = (CheckConstraint("email = lower(email)", name="email_in_lower_case"),)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    name: Mapped[str]
    session_key: Mapped[str] = mapped_column(repr=False)
    created_at: Mapped[datetime]
    name_confirmed_at: Mapped[datetime | None] = mapped_column(default=None)
    email: Mapped[str | None] = mapped_column(unique=True, default=None)
    password_hash: Mapped[str | None] = mapped_column(default=None, repr=False)
    is_administrator: Mapped[bool] = mapped_column(default=False)
    is_author: Mapped[bool] = mapped_column(default=False)
    memberships: Mapped[list["Membership"]] = relationship(
        lazy="raise",
        init=False,
        repr=False,
        foreign_keys="Membership.person_id",
        order_by="Membership.id",
        back_populates="person",
    )

    @property
    def current(self) -> list["Membership"]:
        """The memberships that have not ended."""
        return [membership for membership in self.memberships if membership.left_at is None]

    @property
    def is_trainer(self) -> bool:
        """Whether they train any agency now."""
        return any(membership.role is Role.TRAINER for membership in self.current)

    @property
    def is_learner(self) -> bool:
        """Whether any agency trains them now."""
        return any(membership.role is Role.LEARNER for membership in self.current)

    def get_id(self) -> str:
        """What the session cookie holds."""
        return f"{self.id}.{self.session_key}"


class Membership(Base):
    """One person's role in one agency, from joining to leaving."""

    __tablename__ = "membership"
    __table_args__ = (
        Index(
            "uq_membership_current",
            "person_id",
            "agency_id",
            "role",
            unique=True,
            sqlite_where=text("left_at IS NULL"),
            postgresql_where=text("left_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"), index=True)
    role: Mapped[Role] = mapped_column(ROLE)
    joined_at: Mapped[datetime]
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"), default=None, index=True)
    left_at: Mapped[datetime | None] = mapped_column(default=None)
    person: Mapped[Person] = relationship(
        lazy="raise",
        init=False,
        repr=False,
        foreign_keys="Membership.person_id",
        back_populates="memberships",
    )
    agency: Mapped[Agency] = relationship(lazy="raise", init=False, repr=False)
    team: Mapped[Team | None] = relationship(lazy="raise", init=False, repr=False)


class Invitation(Base):
    """A way in for one person: single use, until it expires; the token is kept hashed.

    The hash is filled in when the mail is sent. `course_id` and `due_on` make an assignment
    when it is accepted; without an agency it invites an administrator.
    """

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    email: Mapped[str]
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    name: Mapped[str] = mapped_column(default="")
    agency_id: Mapped[int | None] = mapped_column(
        ForeignKey("agency.id"), default=None, index=True
    )
    role: Mapped[Role | None] = mapped_column(ROLE, default=None)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"), default=None)
    course_id: Mapped[int | None] = mapped_column(ForeignKey("course.id"), default=None)
    due_on: Mapped[date | None] = mapped_column(default=None)
    is_administrator: Mapped[bool] = mapped_column(default=False)
    invited_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None)
    token_hash: Mapped[str | None] = mapped_column(unique=True, default=None, repr=False)
    accepted_at: Mapped[datetime | None] = mapped_column(default=None)
    accepted_by: Mapped[int | None] = mapped_column(ForeignKey("person.id"), default=None)
    withdrawn_at: Mapped[datetime | None] = mapped_column(default=None)
    agency: Mapped[Agency | None] = relationship(lazy="raise", init=False, repr=False)
    team: Mapped[Team | None] = relationship(lazy="raise", init=False, repr=False)


class PasswordReset(Base):
    """A way to choose a new password: single use, until it expires; the token is kept hashed."""

    __tablename__ = "password_reset"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    token_hash: Mapped[str | None] = mapped_column(unique=True, default=None, repr=False)
    used_at: Mapped[datetime | None] = mapped_column(default=None)


class SignInFailure(Base):
    """One failed sign-in; the account is kept hashed, since it may not exist."""

    __tablename__ = "sign_in_failure"
    __table_args__ = (
        Index("ix_sign_in_failure_account", "account", "failed_at"),
        Index("ix_sign_in_failure_address", "address", "failed_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    account: Mapped[str]
    address: Mapped[str]
    failed_at: Mapped[datetime]
