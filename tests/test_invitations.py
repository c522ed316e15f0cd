"""Inviting, accepting, leaving."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from cptraining.database import db
from cptraining.learning.models import Assignment
from cptraining.outbox.models import Message
from cptraining.people import invitations
from cptraining.people.actions import Place
from cptraining.people.invitations import Newcomer, NotWaiting, Wish
from cptraining.people.models import Invitation, Membership, Person, Role
from cptraining.record.models import Event
from tests.databases import on_both
from tests.mailbox import letters, link_in
from tests.pages import Client
from tests.together import together
from tests.world import PASSWORD, hashed

NEW = "seven slow green buses"


@pytest.fixture
def kofi(world):
    return world.learner(world.agency())


@pytest.fixture
def maria(world):
    return world.trainer(world.agency())


def id_of(app: Flask, email: str) -> int | None:
    with app.app_context():
        return db.session.scalar(select(Person.id).where(Person.email == email))


def invited(world, app, **wish) -> str:
    """The link of an invitation that came by mail."""
    with world.at_work():
        wish = {"email": "new.worker@example.org"} | wish
        invitation_id = invitations.invite(Wish(**wish), invited_by=None, now=datetime.now(UTC))
        invitations.send(invitation_id, datetime.now(UTC))
    return link_in(letters(app)[-1])


def test_a_trainer_invites_and_the_new_worker_begins_the_course(app, client, world, maria):
    course, due = world.course().course_id, (datetime.now(UTC) + timedelta(days=30)).date()
    page = client.sign_in(maria).get("/people").follow("Invite somebody")
    page = page.press("Send the invitation", email="New.Worker@example.org", name="Nia",
                      team="Night shift", course=course, due_on=due)  # fmt: skip
    assert "The invitation to new.worker@example.org is on its way." in page.text
    (letter,) = letters(app)
    assert "Maria Novák invites you" in letter
    page = Client(app).get(link_in(letter))
    assert {"Team: Night shift", f"To finish by {due.day} {due:%B %Y}"} < set(page.texts("li"))
    assert page.press("Accept and begin", name="Nia Ŵyn", password=NEW).path == "/home"
    nia = world.person(id_of(app, "new.worker@example.org"))
    assert [(m.role, m.team.name) for m in nia.current] == [(Role.LEARNER, "Night shift")]
    assert nia.name_confirmed_at
    with app.app_context():
        made = db.session.scalars(select(Assignment).where(Assignment.person_id == nia.id)).one()
    assert (made.course_id, made.due_on, made.assigned_by) == (course, due, maria.id)


def test_joining_is_recorded_without_names(app, client, world):
    agency = world.agency()
    link = invited(world, app, place=Place(agency, Role.LEARNER, world.team(agency)))
    client.get(link).press("Accept and begin", name="Nia", password=NEW)
    with app.app_context():
        events = db.session.scalars(select(Event).order_by(Event.number)).all()
    assert [(event.number, event.name, event.facts) for event in events] == [
        (1, "person.made", {}),
        (2, "person.joined", {}),
        (3, "role.given", {"role": "learner"}),
        (4, "team.joined", {"role": "learner", "team": 1}),
    ]


def test_an_invitation_works_once_and_says_what_to_do_then(app, client, world):
    link = invited(world, app, place=Place(world.agency(), Role.LEARNER))
    client.get(link).press("Accept and begin", name="Nia", password=NEW)
    assert "Sign in with your email address" in Client(app).get(link, 410).text
    assert "We do not know this link" in Client(app).get("/invitations/unknown", 410).text


def test_what_is_typed_wrongly_is_kept_and_explained(app, client, world):
    link = invited(world, app, place=Place(world.agency(), Role.LEARNER), name="Nia")
    page = client.get(link)
    assert page.form().values["name"] == ["Nia"]
    page = page.press("Accept and begin", {"name": "Nia W", "password": "short"}, 422)
    assert page.title.startswith("Error: ")
    assert page.form().values["name"] == ["Nia W"]
    assert client.http.post(link, data={"name": "N", "password": NEW}).status_code == 422
    assert id_of(app, "new.worker@example.org") is None


def test_an_old_link_or_one_taken_back_lets_nobody_in(app, client, world, maria):
    place = Place(maria.current[0].agency_id, Role.LEARNER)
    first = invited(world, app, place=place)
    browser = Client(app).sign_in(maria)
    browser.get("/people").press("Send again")
    second = link_in(letters(app)[-1])
    assert first != second
    assert "use the link in the newest" in client.get(first, 410).text
    client.get(second)
    browser.get("/people").press("Take back")
    assert "It was taken back" in client.get(second, 410).text
    with world.at_work() as long_ago:
        late = invitations.invite(Wish("late@example.org", place), invited_by=None, now=long_ago)
        token = invitations.link(db.session.get_one(Invitation, late))
    assert "they are over" in client.get(f"/invitations/{token}", 410).text


def test_somebody_with_an_account_signs_in_and_joins(app, client, world, kofi):
    elsewhere = world.agency("Elsewhere")
    link = invited(world, app, email=kofi.email, place=Place(elsewhere, Role.TRAINER))
    page = client.get(link).follow("Sign in to join")
    page = page.press("Sign in", email=kofi.email, password=PASSWORD)
    assert page.path == link
    page.press("Join")
    roles = [(m.agency.name, m.role) for m in world.person(kofi.id).current]
    assert roles == [("Hillside", Role.LEARNER), ("Elsewhere", Role.TRAINER)]


def test_an_invitation_of_somebody_else_cannot_be_taken(app, client, world, kofi):
    link = invited(world, app, place=Place(world.agency("Elsewhere"), Role.TRAINER))
    page = client.sign_in(kofi).get(link)
    assert page.h1 == "This invitation is for somebody else"
    client.post(link, status=200)
    assert [m.agency.name for m in world.person(kofi.id).current] == ["Hillside"]


@on_both
def test_accepting_at_the_same_moment_makes_one_account(app, world):
    place = Place(world.agency(), Role.LEARNER)
    with world.at_work() as now:
        wish = Wish("new.worker@example.org", place)
        invitation_id = invitations.invite(wish, invited_by=None, now=now)
        token = invitations.link(db.session.get_one(Invitation, invitation_id))
    nia = Newcomer("Nia", hashed())
    results = together(app, 10, lambda: invitations.accept_as_newcomer(token, nia, world.now))
    assert sum(isinstance(result, NotWaiting) for result in results) == 9
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Person)) == 1
        assert db.session.scalar(select(func.count()).select_from(Membership)) == 1


def test_neither_database_nor_outbox_holds_what_lets_somebody_in(app, world):
    link = invited(world, app, place=Place(world.agency(), Role.LEARNER))
    token = link.rsplit("/", 1)[1]
    with app.app_context():
        invitation = db.session.scalars(select(Invitation)).one()
        message = db.session.scalars(select(Message)).one()
        assert invitation.token_hash not in {None, token}
        assert message.facts == {"invitation_id": invitation.id}


def test_an_invitation_taken_back_before_it_was_sent_sends_nothing(app, world):
    wish = Wish("new.worker@example.org", Place(world.agency(), Role.LEARNER))
    with world.at_work():
        now = datetime.now(UTC)
        invitation_id = invitations.invite(wish, invited_by=None, now=now)
        invitations.send(invitation_id, now)
        invitations.withdraw(invitation_id, now)
    assert letters(app) == []


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"email": ""}, "Write an email address"),
        ({"email": "nia at example"}, "like name@example.org"),
        ({"email": "nia@exämple.org"}, "like name@example.org"),
        ({"email": "person2@example.org"}, "is in that agency already"),
        ({"email": "waits@example.org"}, "is invited already"),
        ({"due_on": "2099-01-01"}, "Choose the course"),
        ({"due_on": "2020-01-01", "course": "Taster"}, "has not gone by"),
        ({"role": "trainer", "course": "Taster"}, "Choose no course"),
        ({"name": "n" * 121}, "at most 120 characters"),
    ],
)
def test_a_wrong_invitation_is_explained(client, world, maria, typed, words):
    world.learner(maria.current[0].agency_id)
    course = world.course()
    with world.at_work():
        wish = Wish("waits@example.org", Place(maria.current[0].agency_id, Role.LEARNER))
        invitations.invite(wish, invited_by=maria.id, now=datetime.now(UTC))
    if "course" in typed:
        typed = typed | {"course": course.course_id}
    page = client.sign_in(maria).get("/people/invite")
    typed = {"email": "nia@example.org"} | typed
    page = page.press("Send the invitation", typed, 422)
    assert words in page.text
    assert page.form().values["email"] == [typed["email"]]


@pytest.mark.parametrize("forged", [{"agency": "999"}, {"agency": "x"}, {"role": "king"}])
def test_a_forged_choice_invites_nobody(app, client, world, maria, forged):
    client.sign_in(maria).get("/people/invite")
    agency = str(maria.current[0].agency_id)
    values = {"email": "nia@example.org", "agency": agency, "role": "learner", "course": ""}
    client.post("/people/invite", values | forged, 422)
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Invitation)) == 0


def test_somebody_who_has_left_is_gone_from_the_roster_and_can_come_back(
    app, client, world, maria
):
    agency = maria.current[0].agency_id
    kofi = world.learner(agency, team=world.team(agency))
    page = client.sign_in(maria).get("/people").follow("Has left Kofi Mensah")
    assert "Kofi Mensah" not in page.press("Yes, they have left").texts("table")[0]
    assert world.person(kofi.id).current == []
    with app.app_context():
        events = db.session.scalars(select(Event).where(Event.person_id == kofi.id)).all()
        assert [(e.name, e.actor_id) for e in events[-2:]] == [
            ("role.ended", maria.id), ("person.left", maria.id),
        ]  # fmt: skip
    link = invited(world, app, email=kofi.email, place=Place(agency, Role.LEARNER))
    Client(app).sign_in(kofi).get(link).press("Join")
    assert len(world.person(kofi.id).current) == 1
