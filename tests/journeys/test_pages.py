"""Every page and state that somebody meets: nobody is shut out, nothing overflows."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from cptraining.certificates import actions as certificates
from cptraining.courses import package
from cptraining.database import db, transaction
from cptraining.operations import demonstration
from cptraining.outbox.actions import handle_due
from cptraining.people import actions as people
from cptraining.people import invitations, queries, resets
from cptraining.people.models import Invitation, Role
from cptraining.web.clock import now
from cptraining.web.door import anyone
from tests.chromium import check
from tests.databases import FILE, close, make_app
from tests.journeys.cast import (
    certificate_of,
    cycle_of,
    fill_in_any,
    one_of,
    press,
    see,
)
from tests.journeys.steps import BINS, link, on_question
from tests.pages import Client
from tests.world import World

pytestmark = [pytest.mark.browser, pytest.mark.slow]

STEPS = ["wheels", "leaflet", "network", "read-map", "sort", "barrier", "panel", "quiz", "try"]


@pytest.fixture(scope="session")
def demonstration_file(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration as a SQLite file; once in each worker."""
    folder = tmp_path_factory.mktemp("demonstration")
    shutil.copy(sqlite_template, folder / FILE)
    app = make_app(folder, mode="demonstration")
    world = World(app)
    world.course()
    world.course(package.example_course("video"))
    with world.at_work():
        demonstration.create_once(now())
    close(app)
    return folder / FILE


@pytest.fixture
def app(demonstration_file: Path, instance: Path, port: int):
    """The application with the people of the demonstration."""
    shutil.copy(demonstration_file, instance / FILE)
    app = make_app(instance, mode="demonstration", port=port)
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.add_url_rule("/broken", view_func=anyone(broken))
    yield app
    close(app)


def broken() -> str:
    """A fault of ours."""
    raise RuntimeError("as if something was wrong")


@pytest.fixture
def be(app, enter, size):
    """Opens the browser of one of the cast, or of nobody."""

    def open_one(name: str = "") -> Page:
        with app.app_context():
            person = queries.person(one_of(name).id) if name else None
        return enter(person, size=size)

    return open_one


def test_pages_of_everybody(be):
    page = be()
    see(page, "/", "/privacy", "/accessibility", "/evidence", "/demonstration/mail")
    see(page, "/reset/unknown", "/invitations/unknown", "/nowhere", "/sign-in")
    page.get_by_label("Email").fill("grace@thornwick.example")
    page.get_by_role("textbox", name="Password").fill("not the password")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("alert")).to_be_visible()
    check(page)
    see(page, "/forgotten")
    page.get_by_label("Email").fill("grace@thornwick.example")
    press(page, "Send me a link")


def test_pages_behind_links_in_mail(app, be):
    with app.app_context(), transaction():
        reset = resets.make(one_of("tom").id, now())
        place = people.Place(agency_id=1, role=Role.LEARNER, team_id=1)
        wish = invitations.Wish("new@thornwick.example", place, course_id=1)
        invited = invitations.invite(wish, invited_by=None, now=now())
        token = invitations.link(db.session.get_one(Invitation, invited))
    page = be()
    see(page, f"/reset/{reset}")
    press(page, "Save the new password")
    see(page, f"/invitations/{token}")
    press(page, "Accept and begin")
    see(be("tom"), f"/invitations/{token}")


def test_pages_of_a_person(app, be):
    for name in ("grace", "sam", "leanne", "tom", "sian", "alex"):
        see(be(name), "/home")
    see(be("sam"), "/glossary", "/courses/taster/T1/sources", "/find", "/find?q=wheels")
    page = be("grace")
    see(page, "/account", "/account/name", "/account/password", "/courses/example-video")
    press(page, "Start")
    see(page, f"/learning/{cycle_of(app, 'sam')}")
    see(be("sam"), f"/learning/{cycle_of(app, 'sam')}")


def test_every_step_fresh_and_done(app, be):
    page, cycle = be("leanne"), cycle_of(app, "leanne")
    see(page, f"/learning/{cycle}", *(f"/learning/{cycle}/T1.{step}" for step in STEPS))
    page, cycle = be("sian"), cycle_of(app, "sian")
    see(page, f"/learning/{cycle}/T1.network")
    press(page, "Go on to the exercise")
    page.get_by_label("I have read this").check()
    press(page, "Go on to the exercise")
    see(page, *(f"/learning/{cycle}/T1.{step}" for step in STEPS))


def test_steps_with_something_missing_or_wrong(app, be):
    page, cycle = be("sam"), cycle_of(app, "sam")
    for step, words in [
        ("try", "I have written enough: go on"),
        ("sort", "I have sorted them: go on"),
        ("barrier", "Both steps are written: go on"),
    ]:
        page.goto(f"/learning/{cycle}/T1.{step}")
        press(page, words)
    page.goto(f"/learning/{cycle}/T1.sort")
    for words in BINS:
        page.get_by_label(words).select_option(label="between people")
    press(page, "Check my places")
    page.goto(f"/learning/{cycle}/T1.network")
    page.locator(".app-entry").last.get_by_label("What would you call it?").fill("the choir")
    page.get_by_role("button", name="Save", exact=False).last.click()
    expect(page.get_by_role("alert")).to_be_visible()
    check(page)


def test_a_step_and_a_question_that_were_changed_elsewhere(app, be):
    page, cycle = be("tom"), cycle_of(app, "tom")
    path = f"/learning/{cycle}/T1.read-map"
    page.goto(path)
    other = page.context.new_page()
    for one in (page, other):
        one.goto(path)
    for one, words in ((page, "first"), (other, "second")):
        one.get_by_role("textbox").first.fill(words)
        press(one, "Save my changes")
    page.goto(f"/learning/{cycle}/T1.quiz")
    press(page, "Try again")
    other.goto(page.url)
    for choice, one in enumerate((page, other)):
        with one.expect_response(lambda answer: answer.request.method == "POST"):
            fill_in_any(one, choice)
    expect(other.get_by_text("This answer was changed on another page")).to_be_visible()
    check(other)


def test_the_quiz_from_its_start_to_its_result(app, be):
    page, cycle = be("tom"), cycle_of(app, "tom")
    see(page, f"/learning/{cycle}/T1.quiz")
    press(page, "Try again")
    press(page, "Check my answer")
    for last in (False, False, False, False, True):
        on_question(page)
        fill_in_any(page)
        press(page, "Check my answer")
        if not last:
            with page.expect_navigation():
                link(page, "See what is left").click()
            check(page)
            link(page, "Go on with the questions").click()
    link(page, "See how you did").click()
    expect(page.get_by_role("heading", name="Look back at your answers")).to_be_visible()
    check(page)


def test_the_last_step_and_certificates_in_every_state(app, be):
    page, cycle = be("marcia"), cycle_of(app, "marcia")
    see(page, f"/learning/{cycle}/T1.try")
    press(page, "This name is right: go on")
    for box in page.get_by_role("textbox").all():
        box.fill("Ask about Saturdays.")
    press(page, "I have written enough: go on")
    with app.app_context(), transaction():
        own = certificate_of("marcia").number
        old, gone = certificate_of("farida"), certificate_of("leanne")
        old.expires_on = date(2020, 1, 1)
        certificates.revoke(gone.id, certificates.Reason.MISTAKE, actor_id=None, now=now())
        shown = [own, old.number, gone.number, "CP-0000-0000-0000"]
    see(page, f"/certificates/{own}", "/check", *(f"/check/{number}" for number in shown))
    see(be("leanne"), f"/certificates/{gone.number}")


def test_pages_of_a_trainer(app, be):
    page = be("priya")
    with app.app_context():
        people_ids = [one_of(name).id for name in ("leanne", "tom", "grace")]
    see(page, "/report", "/report?status=complete", "/report?status=overdue&team=1")
    see(page, "/report?name=nobody", "/report?due_from=soon", "/films")
    see(page, "/films/1/example-video/example.video", "/people", "/people/invite")
    press(page, "Send the invitation")
    see(page, *(f"/report/people/{person_id}" for person_id in people_ids))
    see(page, f"/people/{people_ids[2]}/assignments")
    page.goto("/people")
    page.get_by_role("link", name="Has left").first.click()
    check(page)
    page.goto(f"/report/people/{people_ids[2]}")
    page.get_by_role("link", name="Take back").click()
    check(page)


def test_pages_of_an_administrator(app, be):
    with app.app_context():
        handle_due(now())
    page = be("alex")
    see(page, "/administration")
    page.locator("main a").last.click()
    expect(page.get_by_text("To", exact=True)).to_be_visible()
    check(page)


def test_pages_of_errors(app, be):
    page = be("leanne")
    page.route("**/broken", lambda route: route.fulfill(response=route.fetch(), status=200))
    see(page, "/broken", "/nowhere")
    somebody = Client(app)
    for _ in range(60):
        somebody.http.get("/check")
    see(page, "/check")
    expect(page.get_by_role("heading", level=1)).to_have_text("Too many tries in a short time")
