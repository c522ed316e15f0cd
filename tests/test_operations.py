"""Looking after an installation: commands, the demonstration, the doctor, the administrator."""

import pytest
from click.testing import CliRunner
from flask.cli import ScriptInfo
from sqlalchemy import func, select

from cptraining import outbox
from cptraining.certificates.models import Certificate
from cptraining.database import db, transaction
from cptraining.learning.models import CourseState
from cptraining.operations import demonstration, starting
from cptraining.operations.cli import cli
from cptraining.outbox.models import Message
from cptraining.people import queries as people
from cptraining.record.models import Event
from tests.databases import make_app, on_both
from tests.pages import Client


@pytest.fixture
def run(app):
    """Run a command of `cptraining` on the test's database."""

    def command(*words, code=0):
        runner = CliRunner()
        result = runner.invoke(cli, words, obj=ScriptInfo(create_app=lambda *_: app))
        assert result.exit_code == code, result.output
        return result.output

    return command


@pytest.fixture
def stage(app, world):
    """The demonstration on the test's database."""
    with app.app_context():
        starting.prepare(has_examples=True)
        with transaction():
            assert demonstration.create_once(world.now)
    return app


def rows(app):
    with app.app_context():
        tables = db.metadata.sorted_tables
        return {t.name: db.session.scalar(select(func.count()).select_from(t)) for t in tables}


@on_both
def test_the_demonstration_has_people_at_every_stage_and_rebuilds(stage, run):
    with stage.app_context():
        states = db.session.scalars(select(CourseState.state)).all()
        assert sorted(state.value for state in states) == [
            *["complete"] * 3, "failed", *["in_progress"] * 3, *["not_started"] * 2,
        ]  # fmt: skip
        assert db.session.scalar(select(func.count()).select_from(Certificate)) == 3
    assert run("rebuild").splitlines()[-1] == "9 rebuilt, 0 differed."


def test_nothing_in_the_demonstration_happened_in_the_future(stage, world):
    with stage.app_context():
        assert db.session.scalar(select(func.max(Event.happened_at))) <= world.now


def test_the_demonstration_is_created_once(stage, world):
    before = rows(stage)
    with stage.app_context():
        starting.prepare(has_examples=True)
        with transaction():
            assert not demonstration.create_once(world.now)
    assert rows(stage) == before


def test_a_real_installation_makes_no_demonstration_people(run):
    assert "only with MODE=demonstration" in run("demo", code=1)


def test_every_member_of_the_cast_can_sign_in(stage, instance):
    for member in demonstration.CAST[:2]:
        page = Client(stage).get("/sign-in")
        page = page.press("Sign in", email=member.email, password=demonstration.PASSWORD)
        assert page.path in {"/home", "/report", "/administration"}


def test_every_page_of_a_demonstration_says_what_it_is(instance, database_url):
    app = make_app(instance, database_url=database_url, mode="demonstration")
    assert "Demonstration." in Client(app).get("/").html


def test_the_doctor_says_what_to_do(run, stage, world):
    run("outbox", "work")
    assert "LOOK" not in run("doctor")
    with stage.app_context(), transaction():
        outbox.announce("nobody.handles.this", now=world.now)
    assert "LOOK Messages that wait for more than 10 minutes: 1" in run("doctor", code=1)


def test_a_message_that_was_given_up_can_be_tried_again(run, stage, world):
    with stage.app_context(), transaction() as session:
        session.add(
            Message(
                topic="nobody.handles.this",
                facts={},
                created_at=world.now,
                due_at=world.now,
                parked_at=world.now,
                problem="KeyError: nobody.handles.this",
            )
        )
    assert "given up" in run("outbox", "list")
    administrator = Client(stage).sign_in(_alex(stage))
    page = administrator.get("/administration")
    assert "KeyError" in page.text
    page = page.press("Try again")
    assert "It will be tried again." in page.text
    with stage.app_context():
        assert db.session.scalars(select(Message).where(Message.facts == {})).one().tries == 0


def _alex(app):
    with app.app_context():
        return people.person_by_email("alex@cptraining.example")


def test_mail_that_is_kept_can_be_read_by_administrators(stage, run):
    run("outbox", "work")
    page = Client(stage).sign_in(_alex(stage)).get("/administration")
    letters = page.tree.one("main").all("a")
    assert len(letters) == 3
    assert "certificate" in page.follow(letters[0].text).text


def test_the_administration_is_for_administrators(stage, client):
    with stage.app_context():
        trainer = people.person_by_email("priya@thornwick.example")
    client.sign_in(trainer).get("/administration", 404)


def test_the_command_lists_every_setting(run):
    told = run("settings")
    for name in ("SECRET_KEY", "PUBLIC_URL", "DATABASE_URL", "SMTP_URL", "TRUSTED_PROXIES"):
        assert name in told


def test_seeding_makes_people_in_all_states_from_whom_rebuild_differs_in_none(app, run):
    run("seed", "40")
    with app.app_context():
        states = {state.value for state in db.session.scalars(select(CourseState.state))}
    assert states == {"not_started", "in_progress", "failed", "complete"}
    assert run("rebuild").splitlines()[-1] == "40 rebuilt, 0 differed."
