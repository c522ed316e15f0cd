"""Who is asking, and whom they may see: the one place that decides it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Flask, g, has_request_context, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, current_user, login_user, logout_user
from sqlalchemy import BindParameter, ColumnElement, SQLColumnExpression, bindparam, select, true
from werkzeug.exceptions import Unauthorized

from cptraining.people import reader as readers
from cptraining.people.models import Membership, Person, Role
from cptraining.people.reader import Reader, Workplace
from cptraining.rules.refusal import NotFound
from cptraining.web.door import needs

LONDON = "Europe/London"
READER: BindParameter[int] = bindparam("reader")
"""The reader of a statement that is built once and given `reader=person.id` each time."""

View = Callable[..., ResponseReturnValue]


def init_app(app: Flask) -> None:
    """Load the person of each session; give templates the `viewer`."""
    manager = LoginManager(app, add_context_processor=False)
    manager.session_protection = None  # A phone's address changes on the way to a visit.
    manager.user_loader(_load)
    app.context_processor(lambda: {"viewer": viewer()})


def viewer() -> Reader | None:
    """Who is signed in; None when nobody is, or when nobody asks (a mail is being written)."""
    if not has_request_context() or not current_user.is_authenticated:
        return None
    person: Reader = current_user._get_current_object()  # noqa: SLF001 -- the way to unwrap it
    return person


def me() -> Reader:
    """Who is signed in, with memberships, agencies and teams; for views that need somebody."""
    person = viewer()
    if person is None:
        raise Unauthorized
    return person


def zone(reader: Reader) -> str:
    """The time zone in which somebody reads times: that of the first agency they are in."""
    return next((belonging.agency.zone for belonging in reader.current), LONDON)


def visible(
    reader: Reader | BindParameter[int],
    role: Role,
    *,
    person: SQLColumnExpression[Any],
    agency: SQLColumnExpression[Any],
) -> ColumnElement[bool]:
    """The condition that limits a query about people to what `reader` may see as `role`.

    `person` and `agency` are the columns that say whom and which agency a row is about. A
    learner sees their own rows; a trainer those of the agencies that they train now.
    """
    reader_id = reader if isinstance(reader, BindParameter) else reader.id
    if role is Role.LEARNER:
        return person == reader_id
    return _is_trained_by(reader_id, agency)


def in_figures(reader: Reader | None, *, agency: SQLColumnExpression[Any]) -> ColumnElement[bool]:
    """The condition that limits figures in which nobody is named to those whom `reader` may count.

    A trainer counts the people of the agencies that they train now; an administrator everybody,
    and so does a command (None).
    """
    if reader is None or reader.is_administrator:
        return true()
    return _is_trained_by(reader.id, agency)


def _is_trained_by(reader_id: Any, agency: SQLColumnExpression[Any]) -> ColumnElement[bool]:
    trained = select(Membership.agency_id).where(
        Membership.person_id == reader_id,
        Membership.role == Role.TRAINER,
        Membership.left_at.is_(None),
    )
    return agency.in_(trained)


def trained(reader: Reader) -> list[Workplace]:
    """The agencies that somebody trains now, by name."""
    agencies = [found.agency for found in reader.current if found.role is Role.TRAINER]
    return sorted(agencies, key=lambda agency: agency.name)


def among_colleagues(reader: Reader, *, agency: SQLColumnExpression[Any]) -> ColumnElement[bool]:
    """The condition that limits a query to what the agencies show in which `reader` is now."""
    return agency.in_(
        select(Membership.agency_id).where(
            Membership.person_id == reader.id, Membership.left_at.is_(None)
        )
    )


def signed_in(view: View) -> View:
    """A page for everybody who is signed in; others sign in first and come back."""
    return _guarded(view, "signed in", lambda _: True)


def trainer(view: View) -> View:
    """A page for people who train an agency; for others there is no such page."""
    return _guarded(view, "trainer", lambda person: person.is_trainer)


def counts_people(view: View) -> View:
    """A page of figures that name nobody, for trainers and administrators."""
    return _guarded(
        view, "trainer/administrator", lambda one: one.is_trainer or one.is_administrator
    )


def administrator(view: View) -> View:
    """A page for who looks after the installation; for others there is no such page."""
    return _guarded(view, "administrator", lambda person: person.is_administrator)


def begin_session(person: Person) -> None:
    """Sign somebody in with a fresh session, so that none that was planted lives on."""
    session.clear()
    session.permanent = True
    login_user(person)


def end_session() -> None:
    """Sign out here, and forget everything that the session held."""
    logout_user()
    session.clear()


def _guarded(view: View, whom: str, may_pass: Callable[[Reader], bool]) -> View:
    @wraps(view)
    def guarded(*args: Any, **values: Any) -> ResponseReturnValue:
        person = viewer()
        if person is None:
            return _to_sign_in()
        if not may_pass(person):
            raise NotFound
        return view(*args, **values)

    return needs(guarded, whom)


def _to_sign_in() -> ResponseReturnValue:
    """A script is told; a person is sent to sign in and back to the page they read."""
    if request.accept_mimetypes.best == "application/json":
        raise Unauthorized
    target = request.full_path.rstrip("?") if request.method == "GET" else None
    return redirect(url_for("people.sign_in", next=target), 303)


def _load(identity: str) -> Reader | None:
    person_id, _, session_key = identity.partition(".")
    if not person_id.isdecimal():
        return None
    reader = readers.of_session(int(person_id), session_key)
    if reader is not None:
        g.zone = zone(reader)
    return reader
