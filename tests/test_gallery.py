"""The gallery of an agency: a trainer hangs what was shared, its writer is told, it comes down."""

import pytest
from sqlalchemy import select

from cptraining import mail
from cptraining.community import actions as gallery
from cptraining.community.models import Exhibit
from cptraining.courses import package
from cptraining.database import db
from cptraining.learning import actions, sharing
from cptraining.learning.models import Answer
from cptraining.outbox.actions import handle_due
from cptraining.record.models import Event
from tests.databases import on_both
from tests.pages import Client

POSTER = {
    "headline": "We go along <first>",
    "team": "Canal side",
    "boxes": {"now": "One hour a fortnight.", "change": "Leaflets → visits."},
    "quote": "You came back.",
    "by": "a neighbour",
    "layout": "window",
    "picture": "door",
}


class Wall:
    """A poster that Kofi shared with Maria, and people who look on."""

    def __init__(self, world):
        self.world, self.app = world, world.app
        self.agency = world.agency("Thornwick")
        self.kofi, self.maria = world.learner(self.agency), world.trainer(self.agency)
        self.bea = world.learner(self.agency, "Bea")
        outline = package.example_course("poster")
        self.step = next(iter(outline.steps))
        self.cycle = world.assign(self.kofi, world.course(outline).course_id)
        with world.at_work() as now:
            actions.open_cycle(self.cycle, self.kofi.id, now)
            actions.read_note(self.cycle, self.kofi.id, now)
            actions.save_answer(self.cycle, self.step, POSTER, number=0, now=now)
            sharing.share(self.cycle, self.step, actor_id=self.kofi.id, now=now)
            self.answer = db.session.scalars(select(Answer.id)).one()

    def browser(self, person):
        return Client(self.app).sign_in(person)

    def hang(self):
        """As Maria does it on her pages; returns the gallery."""
        page = self.browser(self.maria).get(f"/shared/{self.answer}")
        page = page.follow("Show it in the gallery …")
        return page.press("Hang it in the gallery", is_safe=True)

    def change(self, **parts):
        with self.world.at_work():
            number = db.session.get_one(Answer, self.answer).number
            actions.save_answer(
                self.cycle, self.step, POSTER | parts, number=number, now=self.world.later(hours=1)
            )

    def letters(self):
        with self.app.app_context():
            handle_due(self.world.later(days=400))
            return [path.read_text(encoding="utf-8") for path in mail.kept()]


@pytest.fixture
def wall(world):
    return Wall(world)


@on_both
def test_what_a_trainer_hangs_is_seen_by_the_agency_as_it_was(wall):
    assert "Nothing hangs here yet" in wall.browser(wall.bea).get("/gallery").text
    wall.hang()
    wall.change(headline="Something else")
    gallery_page = wall.browser(wall.bea).get("/home").follow("What teams show of their work")
    page = gallery_page.follow("We go along <first>")
    assert "One hour a fortnight." in page.text
    assert "Something else" not in page.text
    assert "Take it down" not in page.text
    (letter,) = wall.letters()
    assert f"To: {wall.kofi.email}" in letter
    assert "/gallery/1" in letter
    assert "We go along" not in letter


def test_nobody_elsewhere_sees_any_of_it(wall):
    wall.hang()
    elsewhere = wall.world.agency("Lakeside")
    for stranger in (wall.world.trainer(elsewhere), wall.world.learner(elsewhere, "Sam")):
        browser = wall.browser(stranger)
        assert "We go along" not in browser.get("/gallery").text
        for address in ("/gallery/1", "/gallery/1.pdf", f"/gallery/approve/{wall.answer}"):
            browser.get(address, 404)
    wall.browser(wall.world.administrator()).get("/gallery", 404)
    wall.browser(wall.kofi).get(f"/gallery/approve/{wall.answer}", 404)


@pytest.mark.parametrize("who", ["kofi", "maria"])
def test_its_writer_or_a_trainer_takes_it_down(wall, who):
    wall.hang()
    page = wall.browser(getattr(wall, who)).get("/gallery/1").press("Take it down")
    assert "Nothing hangs here yet" in page.text
    wall.browser(wall.bea).get("/gallery/1", 404)
    assert len(wall.letters()) == (0 if who == "kofi" else 1)
    with wall.app.app_context():
        events = db.session.scalars(select(Event).where(Event.name.startswith("exhibit")))
        told = [(event.name, event.facts) for event in events]
    facts = {"step": wall.step, "exhibit": 1}
    assert told == [("exhibit.approved", facts), ("exhibit.taken_down", facts)]


def test_taking_back_takes_it_down_and_sharing_again_does_not_hang_it(wall):
    wall.hang()
    for act in (sharing.take_back, sharing.share):
        with wall.world.at_work():
            act(wall.cycle, wall.step, actor_id=wall.kofi.id, now=wall.world.later(days=300))
        wall.browser(wall.bea).get("/gallery/1", 404)
    assert "We go along" not in wall.browser(wall.bea).get("/gallery").text


@on_both
def test_a_newer_one_takes_the_place_of_the_older(wall):
    wall.hang()
    wall.change(headline="Now we ask first")
    page = wall.browser(wall.maria).get(f"/gallery/approve/{wall.answer}")
    assert "is replaced" in page.text
    page = page.press("Hang it in the gallery", is_safe=True)
    assert "Now we ask first" in page.text
    assert "We go along" not in page.text
    with wall.app.app_context():
        assert len(db.session.scalars(select(Exhibit)).all()) == 2


def test_what_was_changed_while_a_trainer_read_is_not_hung(wall):
    page = wall.browser(wall.maria).get(f"/gallery/approve/{wall.answer}")
    wall.change(headline="Slipped in")
    said = page.press("Hang it in the gallery", {"is_safe": True}, 409)
    assert "Look at it again" in said.text
    assert "Slipped in" not in wall.browser(wall.bea).get("/gallery").text


def test_the_tick_is_needed(wall):
    page = wall.browser(wall.maria).get(f"/gallery/approve/{wall.answer}")
    page = page.press("Hang it in the gallery", status=422)
    assert "Tick the box when you have read it." in page.text


def test_the_gallery_makes_as_many_statements_for_one_as_for_three(wall, count_statements):
    browser = wall.browser(wall.bea)
    wall.hang()
    browser.get("/gallery")
    counts = []
    for _ in range(2):
        with count_statements() as made:
            browser.get("/gallery")
        counts.append(len(made))
        with wall.world.at_work() as now:
            gallery.approve(wall.cycle, wall.answer, seen=1, actor_id=wall.maria.id, now=now)
            first = db.session.scalars(select(Exhibit)).first()
            assert first is not None
    assert counts[0] == counts[1]
