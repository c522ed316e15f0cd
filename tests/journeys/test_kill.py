"""What the real server acknowledged survives kill -9; Ctrl-C stops it; a second start is quiet."""

import http.client
import json
import sqlite3
from threading import Event, Thread
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import Page

from tests.databases import FILE, on_both
from tests.journeys.server import RealServer
from tests.journeys.steps import on_question

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SAVES_BEFORE_THE_KILL = 40


class Writer(Thread):
    """A client that changes one answer as fast as it can, and notes what was acknowledged."""

    def __init__(self, address: str, path: str, headers: dict[str, str], token: str) -> None:
        super().__init__(daemon=True)
        self.host, self.path = urlsplit(address).netloc, path
        self.headers = {"Accept": "application/json"} | headers
        self.token = token
        self.sent: list[str] = ["none"]  # by the number that the answer gets
        self.acknowledged = 0
        self.is_busy = Event()

    def run(self) -> None:
        """Save until the server is gone, or its database."""
        connection = http.client.HTTPConnection(self.host, timeout=10)
        try:
            while True:
                self._save(connection)
        except (OSError, http.client.HTTPException):
            connection.close()

    def _save(self, connection: http.client.HTTPConnection) -> None:
        choice = str(len(self.sent) % 2)
        self.sent.append(choice)
        fields = {
            "csrf_token": self.token,
            "number": self.acknowledged,
            "intent": "save",
            "chosen": choice,
        }
        headers = self.headers | {"Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", self.path, urlencode(fields), headers)
        answer = connection.getresponse()
        body = answer.read()
        if answer.status >= 500:
            raise http.client.HTTPException  # the database is gone
        assert answer.status == 200, body
        self.acknowledged = json.loads(body)["number"]
        if self.acknowledged >= SAVES_BEFORE_THE_KILL:
            self.is_busy.set()


def open_question(page: Page, attempt: int, position: int) -> list[str]:
    """Open a question; what it asks and offers, in order."""
    page.goto(f"/attempts/{attempt}/{position}")
    on_question(page)
    return [
        page.get_by_role("heading", level=1).inner_text(),
        *page.locator("main label").all_inner_texts(),
    ]


@on_both
def test_what_was_acknowledged_survives_a_kill(visit, grace, attempt, real_server):
    real_server.start()
    page = visit(grace)
    order = [open_question(page, attempt, position) for position in range(1, 6)]
    writers = saving(page, real_server.address, attempt, (1, 2))
    real_server.kill()
    for writer in writers:
        writer.join(30)
    real_server.start()
    assert order == [open_question(page, attempt, position) for position in range(1, 6)]
    expect_acknowledged(page, attempt, writers)


def saving(page: Page, address: str, attempt: int, positions: tuple[int, ...]) -> list[Writer]:
    """Clients in the middle of saving, one at each of these questions."""
    writers = [begin(page, address, attempt, position) for position in positions]
    assert all(writer.is_busy.wait(30) for writer in writers)
    return writers


def expect_acknowledged(page: Page, attempt: int, writers: list[Writer]) -> None:
    """Each question shows what its client was last told is saved, or the save after that."""
    for writer in writers:
        open_question(page, attempt, int(writer.path.split("/")[-1]))
        number = int(page.locator("input[name=number]").input_value())
        assert number - writer.acknowledged in {0, 1}  # the last may be saved and not yet told
        assert page.locator("input:checked").input_value() == writer.sent[number]


def begin(page: Page, address: str, attempt: int, position: int) -> Writer:
    """Start a client at a question, with the cookie and the token of a browser."""
    open_question(page, attempt, position)
    (cookie,) = page.context.cookies()
    token = page.locator("input[name=csrf_token]").first.input_value()
    headers = {"Cookie": f"{cookie['name']}={cookie['value']}"}
    writer = Writer(address, f"/attempts/{attempt}/{position}", headers, token)
    writer.start()
    return writer


def test_ctrl_c_stops_it_cleanly_and_a_second_start_changes_nothing(tmp_path, free_port):
    server = RealServer(
        "--demonstration", instance_path=tmp_path, port=free_port, outbox="no", mode=""
    )
    seen = []
    for _ in range(2):
        server.start()
        code, printed = server.interrupt()
        assert code == 0, printed
        assert "Traceback" not in printed
        assert "grace@thornwick.example" in printed
        seen.append(rows(tmp_path / FILE))
    assert seen[0] == seen[1]


def rows(path) -> list[str]:
    """Everything in a database."""
    with sqlite3.connect(path) as connection:
        return list(connection.iterdump())
