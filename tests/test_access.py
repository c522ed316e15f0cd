"""Who may see whom."""

import pytest
from sqlalchemy import select

from cptraining.database import db
from cptraining.people import actions, invitations, queries
from cptraining.people.access import visible, zone
from cptraining.people.invitations import Wish
from cptraining.people.models import Membership, Role
from cptraining.web import door
from tests.databases import on_both
from tests.pages import Client


def seen(app, reader, role: Role) -> set[int]:
    """The people whose memberships somebody may see."""
    with app.app_context():
        condition = visible(reader, role, person=Membership.person_id, agency=Membership.agency_id)
        return set(db.session.scalars(select(Membership.person_id).where(condition)))


@on_both
def test_learners_see_themselves_and_trainers_their_agencies(app, world):
    ours, theirs = world.agency("Ours"), world.agency("Theirs")
    sam, kim, lee = world.learner(ours), world.learner(ours), world.learner(theirs)
    trainer = world.trainer(ours)
    assert seen(app, sam, Role.LEARNER) == {sam.id}
    assert seen(app, sam, Role.TRAINER) == set()
    assert seen(app, trainer, Role.LEARNER) == {trainer.id}
    assert seen(app, trainer, Role.TRAINER) == {sam.id, kim.id, trainer.id}
    assert lee.id not in seen(app, trainer, Role.TRAINER)
    assert seen(app, world.administrator(), Role.TRAINER) == set()


def test_a_trainer_who_has_left_sees_nobody_at_once(app, world):
    agency = world.agency()
    world.learner(agency)
    trainer = world.trainer(agency)
    with world.at_work() as now:
        actions.leave(trainer.current[0].id, actor_id=trainer.id, now=now)
    assert seen(app, trainer, Role.TRAINER) == set()
    browser = Client(app).sign_in(trainer)
    assert browser.http.get("/people").status_code == 404


def test_signing_in_is_asked_for_and_pages_for_others_are_not_there(app, client, world):
    unknown = client.http.get("/no-such-page").data
    assert client.http.get("/people?team=3").location == "/sign-in?next=/people?team%3D3"
    assert client.http.post("/account/sign-out-everywhere").location == "/sign-in"
    asked = client.http.get("/account", headers={"Accept": "application/json"})
    assert asked.status_code == 401
    learner = Client(app).sign_in(world.learner(world.agency()))
    missing = learner.http.get("/no-such-page")
    assert missing.status_code == 404
    assert missing.data != unknown  # The header greets them.
    for path in ("/people", "/people/invite", "/administration"):
        assert learner.http.get(path).data == missing.data


def test_every_page_of_people_says_whom_it_is_for(app):
    for rule in app.url_map.iter_rules():
        if rule.endpoint.startswith("people."):
            view = app.view_functions[rule.endpoint]
            assert view.needs in {door.ANYONE, "signed in", "trainer"}, rule


def test_another_agencys_trainer_finds_nothing_to_change(app, world):
    ours, theirs = world.agency("Ours"), world.agency("Theirs")
    sam, trainer = world.learner(ours), world.trainer(ours)
    with world.at_work() as now:
        place = actions.Place(ours, Role.LEARNER)
        invited = invitations.invite(Wish("n@example.org", place), invited_by=None, now=now)
    stranger = Client(app).sign_in(world.trainer(theirs))
    stranger.get("/people/invite")
    assert "n@example.org" not in stranger.get("/people").text
    unknown = stranger.http.get("/no-such-page").data
    membership = sam.current[0].id
    paths = [f"/people/memberships/{membership}/leave", f"/people/invitations/{invited}/send",
             f"/people/invitations/{invited}/withdraw"]  # fmt: skip
    for path in paths:
        stranger.post(path, status=404)
    assert stranger.http.get(paths[0]).data == unknown
    own = f"/people/memberships/{trainer.current[0].id}/leave"
    assert Client(app).sign_in(trainer).http.get(own).status_code == 404


def test_a_person_is_loaded_in_one_statement(app, client, world, count_statements):
    agency = world.agency()
    kofi = world.learner(agency, team=world.team(agency))
    client.sign_in(kofi)
    with count_statements() as made:
        client.get("/account")
    assert len(made) == 1


def test_the_roster_makes_the_same_number_of_statements_for_1_and_for_5(
    app, client, world, count_statements
):
    agency = world.agency()
    client.sign_in(world.trainer(agency))
    counts = []
    for number in (1, 4):
        for n in range(number):
            world.learner(agency, f"Kofi {number}{n}", world.team(agency, f"Team {n}"))
        with count_statements() as made:
            client.get("/people")
        counts.append(len(made))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("identity", ["", "1", "1.wrong", "999999.key"])
def test_an_unknown_session_is_nobodys(app, world, identity):
    world.learner(world.agency())
    browser = Client(app)
    with browser.http.session_transaction() as session:
        session["_user_id"] = identity
    assert browser.http.get("/account").status_code == 303


def test_times_are_shown_in_the_agencys_zone(world, client):
    sydney = world.learner(world.agency("Harbour", "Australia/Sydney"))
    assert zone(sydney) == "Australia/Sydney"
    assert zone(world.administrator()) == "Europe/London"
    world.now = world.now.replace(hour=20)
    late = world.learner(world.agency("Bay", "Australia/Sydney"))
    assert "since 3 March 2026" in client.sign_in(late).get("/account").text


def test_teams_of_one_name_are_one_team(app, world):
    agency, other = world.agency(), world.agency("Elsewhere")
    assert world.team(agency, "North") == world.team(agency, "north")
    assert world.team(agency, "North") != world.team(other, "North")
    with app.app_context():
        assert queries.team(agency, "South") is None
