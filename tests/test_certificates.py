"""Certificates: issued once, frozen, seen by the right people, checked by anyone."""

from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from cptraining import mail
from cptraining.certificates import actions, number, queries
from cptraining.certificates.actions import Completion, NoLongerCurrent, Reason
from cptraining.certificates.models import Certificate, Standing
from cptraining.certificates.views import CHECKS
from cptraining.courses.models import Course
from cptraining.database import db, transaction
from cptraining.learning.models import Cycle
from cptraining.outbox.actions import handle_due
from cptraining.people.models import Agency, Person
from cptraining.record.models import Event
from tests.databases import on_both
from tests.pages import Client
from tests.world import World

LONG_AGO = datetime(2021, 3, 28, 23, 30, tzinfo=UTC)


@dataclass
class Desk:
    """Two agencies; Sam, who learns in the first, is on the Taster."""

    world: World
    sam: Person
    trainer: Person
    strangers: list[Person]
    completion: Completion

    def issue(self, now: datetime, **changes: object) -> Certificate:
        proved = Completion(**{**vars(self.completion), "completed_at": now, **changes})
        with self.world.at_work():
            return actions.issue(proved, actor_id=self.sam.id, now=now)

    def browse(self, person: Person) -> Client:
        return Client(self.world.app).sign_in(person)


@pytest.fixture
def desk(world) -> Desk:
    ours, theirs = world.agency("Thornwick"), world.agency("Elsewhere")
    sam, trainer = world.learner(ours, "Sam Okafor"), world.trainer(ours)
    cycle = world.assign(sam, world.course().course_id)
    with world.at_work() as now:
        edition = db.session.scalar(select(Cycle.edition_id).where(Cycle.id == cycle)) or 1
    proved = Completion(
        person_id=sam.id,
        agency_id=ours,
        cycle_id=cycle,
        edition_id=edition,
        name="Sam Okafor",
        title="Connecting People: a taster",
        minutes=40,
        issuer="Thornwick",
        zone="Europe/London",
        months=None,
        completed_at=now,
    )
    strangers = [world.learner(theirs), world.learner(ours), world.trainer(theirs)]
    return Desk(world, sam, trainer, [*strangers, world.administrator()], proved)


@pytest.fixture
def certificate(desk) -> Certificate:
    return desk.issue(desk.world.now)


def announced(app: Flask) -> list[Event]:
    with app.app_context():
        named = Event.name.startswith("certificate.")
        return list(db.session.scalars(select(Event).where(named).order_by(Event.id)))


@on_both
def test_issuing_again_gives_the_same_certificate(app, desk, certificate):
    again = desk.issue(desk.world.later(days=1))
    assert again.number == certificate.number
    (event,) = announced(app)
    assert (event.name, event.stream) == ("certificate.issued", f"cycle/{certificate.cycle_id}")
    assert event.facts == {
        "number": certificate.number,
        "award": "course",
        "sha256": certificate.sha256,
    }


@on_both
def test_renaming_everything_leaves_the_bytes_as_they_were(app, desk, certificate):
    with app.app_context(), transaction() as session:
        session.execute(update(Person).values(name="Somebody Else"))
        session.execute(update(Course).values(title="Another title"))
        session.execute(update(Agency).values(name=func.upper(Agency.name)))
    answer = desk.browse(desk.sam).get(f"/certificates/{certificate.number}.pdf").response
    assert answer.data.startswith(b"%PDF-")
    assert sha256(answer.data).hexdigest() == certificate.sha256
    assert answer.headers["ETag"] == f'"{certificate.sha256}"'
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"] == (
        f"attachment; filename=certificate-{certificate.number}.pdf"
    )


@pytest.mark.parametrize("ending", ["", ".pdf"])
def test_only_the_owner_and_their_trainers_see_it(desk, certificate, ending):
    address = f"/certificates/{certificate.number}{ending}"
    desk.browse(desk.sam).get(address.lower().replace(".pdf", "") + ending)
    desk.browse(desk.trainer).get(address)
    for stranger in desk.strangers:
        theirs = desk.browse(stranger)
        refused = theirs.get(address, status=404)
        unknown = theirs.get(f"/certificates/{number.new()}{ending}", status=404)
        nonsense = theirs.get(f"/certificates/nonsense{ending}", status=404)
        assert refused.html == unknown.html == nonsense.html
    assert "Sign in" in Client(desk.world.app).get(address).title


def test_its_page_shows_what_was_printed(desk, certificate):
    page = desk.browse(desk.sam).get(f"/certificates/{certificate.number}")
    assert page.h1 == "Your certificate"
    for said in ("Sam Okafor", "Connecting People: a taster", "2 March 2026", "40 minutes"):
        assert said in page.text
    assert f"http://127.0.0.1:8000/check/{certificate.number}" in page.text
    assert "This certificate is valid" in page.follow("See what others see").text
    assert page.follow("Download as PDF").response.mimetype == "application/pdf"
    of_sam = desk.browse(desk.trainer).get(f"/certificates/{certificate.number}")
    assert of_sam.h1 == "Certificate of Sam Okafor"


def test_anyone_can_check_a_number_as_they_type_it(client, certificate):
    typed = certificate.number.lower().replace("-", " ")
    page = client.get("/check").press("Check", number=typed)
    assert page.path == f"/check/{certificate.number}"
    assert page.response.headers["X-Robots-Tag"] == "noindex"
    assert "This certificate is valid" in page.text
    assert "Sam Okafor" in page.text
    assert "example.org" not in page.text


def test_checking_as_a_program(client, certificate):
    assert client.get(f"/check/{certificate.number}.json").json == {
        "state": "valid",
        "name": "Sam Okafor",
        "course": "Connecting People: a taster",
        "completed_on": "2026-03-02",
        "planned_minutes": 40,
        "agency": "Thornwick",
        "valid_until": None,
    }


def test_an_expired_certificate_says_until_when_it_held(desk, client):
    old = desk.issue(LONG_AGO, months=24)
    page = client.get(f"/check/{old.number}")
    assert "This certificate has expired" in page.text
    assert "valid until 29 March 2023" in page.text
    own = desk.browse(desk.sam).get(f"/certificates/{old.number}")
    assert "Its last day was 29 March 2023" in own.text


def test_a_withdrawn_certificate_says_nothing_else(app, desk, client, certificate):
    with desk.world.at_work() as now:
        actions.revoke(certificate.id, Reason.NOT_THEIR_WORK, actor_id=desk.trainer.id, now=now)
    page = client.get(f"/check/{certificate.number}")
    assert "This certificate has been withdrawn" in page.text
    for private in ("Sam Okafor", "taster", "Thornwick", "not_their_work"):
        assert private not in page.html
    assert client.get(f"/check/{certificate.number}.json").json == {"state": "revoked"}
    own = desk.browse(desk.sam).get(f"/certificates/{certificate.number}")
    assert "has been withdrawn" in own.text
    assert announced(app)[-1].facts == {"number": certificate.number, "reason": "not_their_work"}
    assert desk.issue(desk.world.later(days=1)).number == certificate.number


@on_both
def test_a_certificate_with_another_name_replaces_the_first_and_keeps_it(
    app, desk, client, certificate
):
    with desk.world.at_work() as now:
        new = actions.reissue(certificate.id, "Samuel Okafor", actor_id=desk.trainer.id, now=now)
    with app.app_context():
        old = db.session.get_one(Certificate, certificate.id)
        assert (old.standing, old.superseded_by) == (Standing.SUPERSEDED, new.id)
        assert sha256(queries.content(old.id)).hexdigest() == certificate.sha256
    assert desk.issue(desk.world.later(days=1)).number == new.number
    with pytest.raises(NoLongerCurrent), desk.world.at_work() as now:
        actions.revoke(old.id, Reason.MISTAKE, actor_id=None, now=now)
    replaced = client.get(f"/check/{old.number}")
    assert "A newer certificate replaces this one" in replaced.text
    assert "Samuel Okafor" not in replaced.html
    assert new.number not in replaced.html
    assert client.get(f"/check/{new.number}.json").json["name"] == "Samuel Okafor"
    own = desk.browse(desk.sam).get(f"/certificates/{old.number}")
    assert "A newer certificate replaces this one" in own.text


def test_every_unknown_number_gets_the_same_answer(client, certificate):
    pages = [client.get(f"/check/{number.new()}", status=404) for _ in range(3)]
    assert len({page.html for page in pages}) == 1
    assert "We cannot find that number" in pages[0].text
    assert client.get(f"/check/{number.new()}.json", status=404).json == {"state": "unknown"}


@pytest.mark.parametrize("wrong", ["", "7OK4", "<b>bold</b>", "7QK4-M2XD-9FTA-H3NW-PB5C"])
def test_a_number_that_cannot_be_one_says_what_to_look_at(client, wrong):
    page = client.get("/check").press("Check", number=wrong, status=422)
    assert page.title.startswith("Error: ")
    assert "we never use the letters I, L and O" in page.text


def test_a_mistyped_address_says_the_same_and_keeps_what_was_typed(client):
    page = client.get("/check/7QK4-M2XD", status=422)
    assert "we never use the letters I, L and O" in page.text
    assert page.form().values["number"] == ["7QK4-M2XD"]


def test_checking_is_limited(client, certificate):
    most = int(CHECKS.split()[0])
    for _ in range(most):
        client.get(f"/check/{certificate.number}.json")
    refused = client.get(f"/check/{certificate.number}.json", status=429)
    assert "Too many tries" in refused.text


def test_the_person_hears_of_it_by_mail(app, desk, certificate):
    with app.app_context():
        handle_due(desk.world.later(minutes=1))
        letters = [path.read_text(encoding="utf-8") for path in mail.kept()]
    (letter,) = (letter for letter in letters if "Your certificate" in letter)
    assert f"To: {desk.sam.email}" in letter
    assert f"http://127.0.0.1:8000/certificates/{certificate.number}" in letter


def test_certificates_can_be_put_right_from_the_command_line(app, client, certificate):
    run = app.test_cli_runner().invoke
    done = run(args=["certificates", "reissue", certificate.number, "Sam O’Kafor"])
    assert done.exit_code == 0
    new = done.output.split()[1].strip(".")
    revoke = ["certificates", "revoke", new, "--reason", "person_asked"]
    assert run(args=revoke).exit_code == 0
    assert client.get(f"/check/{new}.json").json == {"state": "revoked"}
    again = run(args=revoke)
    assert again.exit_code == 1
    assert "replaced or withdrawn" in again.output
    assert run(args=["certificates", "reissue", number.new(), "X"]).exit_code == 2
