"""Certificates: issued once, frozen, seen by the right people, checked by anyone."""

from datetime import UTC, datetime
from hashlib import sha256

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from cptraining import create_app
from cptraining.certificates import actions, number, queries
from cptraining.certificates.actions import Completion, NoLongerCurrent, Reason
from cptraining.certificates.models import Certificate, Standing
from cptraining.certificates.views import CHECKS
from cptraining.courses.models import Course, Edition
from cptraining.database import db, transaction
from cptraining.learning.models import Assignment, Cycle
from cptraining.outbox.actions import handle_due
from cptraining.outbox.models import Message
from cptraining.people.models import Agency, Membership, Person, Role
from cptraining.record.models import Event

NOW = datetime(2026, 10, 5, 9, 30, tzinfo=UTC)
LONG_AGO = datetime(2021, 3, 28, 23, 30, tzinfo=UTC)
PEOPLE = ("sam", "priya", "neighbour", "stranger")


@pytest.fixture
def app(tmp_path):
    app = create_app(mode="development", instance_path=tmp_path, public_url="http://train.example")
    with app.app_context():
        db.create_all()
        with transaction():
            populate()
    yield app
    with app.app_context():
        db.engine.dispose()


def populate() -> None:
    """Two agencies with a learner and a trainer each; Sam is on the only course."""
    ours = Agency(name="Thornwick", zone="Europe/London", created_at=NOW)
    theirs = Agency(name="Elsewhere", zone="Europe/London", created_at=NOW)
    people = [
        Person(
            name=name.title(), email=f"{name}@thornwick.example", session_key=name, created_at=NOW
        )
        for name in PEOPLE
    ]
    course = Course(slug="taster", title="Taster", created_at=NOW)
    db.session.add_all([ours, theirs, course, *people])
    db.session.flush()
    edition = Edition(course_id=course.id, number=1, digest="d", outline={}, published_at=NOW)
    sam, priya, neighbour, stranger = people
    roles = [(sam, ours, Role.LEARNER), (priya, ours, Role.TRAINER)]
    roles += [(stranger, theirs, Role.LEARNER), (neighbour, theirs, Role.TRAINER)]
    db.session.add_all(
        Membership(person_id=who.id, agency_id=where.id, role=role, joined_at=NOW)
        for who, where, role in roles
    )
    assignment = Assignment(person_id=sam.id, agency_id=ours.id, course_id=course.id, made_at=NOW)
    db.session.add_all([edition, assignment])
    db.session.flush()
    db.session.add(Cycle(assignment_id=assignment.id, number=1, edition_id=edition.id))


def issue(months: int | None = None, now: datetime = NOW) -> Certificate:
    sam = db.session.scalars(select(Person).where(Person.name == "Sam")).one()
    proved = Completion(
        person_id=sam.id,
        agency_id=1,
        cycle_id=1,
        edition_id=1,
        name="Sam Okafor",
        title="Connecting People: a taster",
        minutes=40,
        issuer="Thornwick",
        zone="Europe/London",
        months=months,
        completed_at=now,
    )
    with transaction():
        return actions.issue(proved, actor_id=sam.id, now=now)


@pytest.fixture
def certificate(app: Flask) -> Certificate:
    with app.app_context():
        return issue()


def signed_in(app: Flask, name: str):
    """A client with the session of one of the people."""
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = f"{PEOPLE.index(name) + 1}.{name}"
        session["_fresh"] = True
    return client


def count(model) -> int:
    return db.session.scalar(select(func.count()).select_from(model))


def test_issuing_again_gives_the_same_certificate(app, certificate):
    with app.app_context():
        again = issue()
        assert again.number == certificate.number
        assert (count(Certificate), count(Message)) == (1, 1)
        event = db.session.scalars(select(Event)).one()
    assert event.name == "certificate.issued"
    assert event.stream == "cycle/1"
    assert event.facts == {
        "number": certificate.number,
        "award": "course",
        "sha256": certificate.sha256,
    }


def test_renaming_everything_leaves_the_bytes_as_they_were(app, certificate):
    with app.app_context(), transaction() as session:
        for model, change in (
            (Person, {"name": "Somebody Else"}),
            (Course, {"title": "Another title"}),
            (Agency, {"name": func.upper(Agency.name)}),
        ):
            session.execute(update(model).values(change))
    answer = signed_in(app, "sam").get(f"/certificates/{certificate.number}.pdf")
    assert answer.data.startswith(b"%PDF-")
    assert sha256(answer.data).hexdigest() == certificate.sha256
    assert answer.headers["ETag"] == f'"{certificate.sha256}"'
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"] == (
        f"attachment; filename=certificate-{certificate.number}.pdf"
    )


@pytest.mark.parametrize("ending", ["", ".pdf"])
def test_only_the_owner_and_their_trainers_see_it(app, certificate, ending):
    def asked(who: str, code: str):
        return signed_in(app, who).get(f"/certificates/{code}{ending}")

    assert asked("sam", certificate.number).status_code == 200
    assert asked("sam", certificate.number.lower()).status_code == 200
    assert asked("priya", certificate.number).status_code == 200
    for who in ("neighbour", "stranger"):
        refused, unknown = asked(who, certificate.number), asked(who, number.new())
        assert refused.status_code == unknown.status_code == 404
        assert refused.data == unknown.data == asked(who, "nonsense").data
    assert app.test_client().get(f"/certificates/{certificate.number}{ending}").status_code == 303


def test_its_page_shows_what_was_printed(app, certificate):
    page = signed_in(app, "sam").get(f"/certificates/{certificate.number}").text
    for said in ("Sam Okafor", "Connecting People: a taster", "5 October 2026", "40 minutes"):
        assert said in page
    assert f"http://train.example/check/{certificate.number}" in page


def test_anyone_can_check_a_number_as_they_type_it(app, certificate):
    typed = certificate.number.lower().replace("-", " ")
    answer = app.test_client().get("/check", query_string={"number": typed})
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/check/{certificate.number}"
    page = app.test_client().get(answer.headers["Location"])
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert "This certificate is valid" in page.text
    assert "Sam Okafor" in page.text
    assert "thornwick.example" not in page.text


def test_checking_as_a_program(app, certificate):
    assert app.test_client().get(f"/check/{certificate.number}.json").json == {
        "state": "valid",
        "name": "Sam Okafor",
        "course": "Connecting People: a taster",
        "completed_on": "2026-10-05",
        "planned_minutes": 40,
        "agency": "Thornwick",
        "valid_until": None,
    }


def test_an_expired_certificate_says_since_when(app):
    with app.app_context():
        old = issue(months=24, now=LONG_AGO)
    assert old.completed_at == LONG_AGO
    page = app.test_client().get(f"/check/{old.number}").text
    assert "This certificate has expired" in page
    assert "valid until 29 March 2023" in page


def test_a_withdrawn_certificate_says_nothing_else(app, certificate):
    with app.app_context(), transaction():
        actions.revoke(certificate.id, Reason.NOT_THEIR_WORK, actor_id=2, now=NOW)
    page = app.test_client().get(f"/check/{certificate.number}").text
    assert "This certificate has been withdrawn" in page
    for private in ("Sam Okafor", "taster", "Thornwick", "not_their_work"):
        assert private not in page
    assert app.test_client().get(f"/check/{certificate.number}.json").json == {"state": "revoked"}
    assert (
        "has been withdrawn"
        in signed_in(app, "sam").get(f"/certificates/{certificate.number}").text
    )


def test_a_certificate_with_another_name_replaces_the_first_and_keeps_it(app, certificate):
    with app.app_context():
        with transaction():
            new = actions.reissue(certificate.id, "Samuel Okafor", actor_id=2, now=NOW)
        old = db.session.get_one(Certificate, certificate.id)
        assert (old.standing, old.superseded_by) == (Standing.SUPERSEDED, new.id)
        assert sha256(queries.content(old.id)).hexdigest() == certificate.sha256
        assert queries.latest(1).number == new.number != old.number
        assert issue().number == new.number
        with pytest.raises(NoLongerCurrent), transaction():
            actions.revoke(old.id, Reason.MISTAKE, actor_id=2, now=NOW)
    client = app.test_client()
    assert "A newer certificate replaces this one" in client.get(f"/check/{old.number}").text
    assert "Samuel Okafor" not in client.get(f"/check/{old.number}").text
    assert client.get(f"/check/{new.number}.json").json["name"] == "Samuel Okafor"


def test_a_withdrawn_certificate_is_not_issued_again(app, certificate):
    with app.app_context():
        with transaction():
            actions.revoke(certificate.id, Reason.MISTAKE, actor_id=2, now=NOW)
        assert issue().number == certificate.number


def test_every_unknown_number_gets_the_same_answer(app, certificate):
    answers = [app.test_client().get(f"/check/{number.new()}") for _ in range(3)]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.data for answer in answers}) == 1
    assert app.test_client().get(f"/check/{number.new()}.json").json == {"state": "unknown"}


@pytest.mark.parametrize(
    "wrong", ["", "7OK4", "<script>alert(1)</script>", "7QK4-M2XD-9FTA-H3NW-PB5C"]
)
def test_a_number_that_cannot_be_one_says_what_to_look_at(app, wrong):
    answer = app.test_client().get("/check", query_string={"number": wrong})
    assert answer.status_code == 422
    assert "we never use the letters I, L and O" in answer.text
    assert "<script>alert" not in answer.text


def test_checking_is_limited(app, certificate):
    client = app.test_client()
    most = int(CHECKS.split()[0])
    answers = [client.get(f"/check/{certificate.number}.json") for _ in range(most + 1)]
    assert [answer.status_code for answer in answers] == [200] * most + [429]
    assert "Too many tries" in client.get(f"/check/{certificate.number}.json").text


def test_the_person_hears_of_it_by_mail(app, certificate, tmp_path):
    with app.app_context():
        assert handle_due(NOW) == 1
    (letter,) = (tmp_path / "mail").iterdir()
    text = letter.read_text(encoding="utf-8")
    assert "To: sam@thornwick.example" in text
    assert f"http://train.example/certificates/{certificate.number}" in text


def test_certificates_can_be_put_right_from_the_command_line(app, certificate):
    run = app.test_cli_runner().invoke
    done = run(args=["certificates", "reissue", certificate.number, "Sam O’Kafor"])
    assert done.exit_code == 0
    new = done.output.split()[1].strip(".")
    assert run(args=["certificates", "revoke", new, "--reason", "person_asked"]).exit_code == 0
    assert app.test_client().get(f"/check/{new}.json").json == {"state": "revoked"}
    again = run(args=["certificates", "revoke", new, "--reason", "person_asked"])
    assert again.exit_code == 1
    assert "replaced or withdrawn" in again.output
    assert run(args=["certificates", "reissue", number.new(), "X"]).exit_code == 2
