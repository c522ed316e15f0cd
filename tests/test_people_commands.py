"""Starting an installation from the command line, with real mail."""

import socket
from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Sink
from sqlalchemy import func, select

from cptraining.database import db
from cptraining.outbox.actions import handle_due
from cptraining.people import invitations
from cptraining.people.actions import Place
from cptraining.people.invitations import Wish
from cptraining.people.models import Invitation, Role
from tests.databases import make_app
from tests.mailbox import letters, link_in
from tests.pages import Client

NEW = "seven slow green buses"


def test_a_real_installation_starts_from_the_command_line(app, client):
    run = app.test_cli_runner().invoke
    assert run(args=["agencies", "add", "Hillside"]).exit_code == 0
    again = run(args=["agencies", "add", "Hillside"])
    assert (again.exit_code, "already" in again.output) == (1, True)
    assert run(args=["agencies", "add", "X", "--zone", "Mars"]).exit_code == 2
    result = run(args=["people", "invite", "Ada@example.org", "--administrator", "--print-link"])
    client.get(link_in(result.output)).press("Accept and begin", name="Ada", password=NEW)
    assert client.get("/administration").status == 200
    invite = ["people", "invite", "maria@example.org", "--agency", "Hillside", "--role", "trainer"]
    assert run(args=[*invite, "--team", "North"]).exit_code == 0
    (letter,) = letters(app)
    Client(app).get(link_in(letter)).press("Accept and begin", name="Maria", password=NEW)
    listed = run(args=["people", "list"]).output
    rows = [" ".join(line.split()) for line in listed.splitlines()]
    assert rows == [
        "ID NAME EMAIL AGENCY TEAM ROLE",
        "1 Ada ada@example.org administrator",
        "2 Maria maria@example.org Hillside North trainer",
    ]
    assert "Hillside  Europe/London  1" in run(args=["agencies", "list"]).output


@pytest.mark.parametrize(
    "words",
    [
        ["nobody", "--administrator"],
        ["ada@example.org"],
        ["ada@example.org", "--administrator", "--agency", "Hillside"],
        ["ada@example.org", "--administrator", "--team", "North"],
        ["ada@example.org", "--agency", "Nowhere"],
    ],
)
def test_wrong_invitations_on_the_command_line_change_nothing(app, words):
    result = app.test_cli_runner().invoke(args=["people", "invite", *words])
    assert result.exit_code in {1, 2}
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Invitation)) == 0


@pytest.fixture
def mail_server():
    """A mail server, and what it was given."""

    class Kept(Sink):
        def __init__(self):
            super().__init__()
            self.envelopes = []

        async def handle_DATA(self, server, session, envelope):  # noqa: N802 -- aiosmtpd's name
            self.envelopes.append(envelope)
            return "250 OK"

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Controller(Kept(), hostname="127.0.0.1", port=port)
    server.start()
    yield server
    server.stop()


def test_mail_goes_out_by_smtp(instance, world, mail_server):
    world.app = make_app(instance, smtp_url=f"smtp://127.0.0.1:{mail_server.port}")
    wish = Wish("new.worker@example.org", Place(world.agency(), Role.LEARNER), "Nía")
    with world.at_work():
        now = datetime.now(UTC)
        invitations.send(invitations.invite(wish, invited_by=None, now=now), now)
    with world.app.app_context():
        assert handle_due(now) == 1
    (envelope,) = mail_server.handler.envelopes
    message = message_from_bytes(envelope.original_content, policy=policy.default)
    assert envelope.rcpt_tos == ["new.worker@example.org"]
    assert message["Subject"] == "Hillside invites you to Connecting People training"
    assert message.get_content().startswith("Dear Nía,")
    assert "/invitations/" in message.get_content()
