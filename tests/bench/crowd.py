"""Many people in one quiz at once: what they were told is saved is there, and how long it took."""

import asyncio
import json
import statistics
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from subprocess import PIPE, run
from urllib.parse import urlencode

from flask_wtf.csrf import generate_csrf
from sqlalchemy import insert, select

from cptraining.database import db
from cptraining.learning.models import (
    Assignment,
    Attempt,
    AttemptAnswer,
    CourseState,
    Cycle,
)
from cptraining.people.models import Membership, Person, Role
from cptraining.rules.progress import State
from tests.bench import servers
from tests.bench.figures import Figure
from tests.bench.load import Job, rate
from tests.bench.stage import Stage
from tests.quizzes import course, single

FIRST_ID = 2_000_000
SECONDS = 30
EVERY_SECONDS = 5
CONNECTIONS = 64
IN_A_ROOM, IN_ALL = 200, 2_000
QUESTIONS = ("a", "b", "c")
OK = 200


@dataclass
class Crowd:
    """Who saves how often, and for how long; `people` are (cookie, token, path of a question)."""

    port: int
    a_second: float
    people: list[tuple[str, str, str]] = field(default_factory=list)
    seconds: int = SECONDS


@dataclass
class Told:
    """What they were told: milliseconds of each save, errors, and each one's last answer."""

    took: list[float] = field(default_factory=list)
    errors: int = 0
    last: dict[str, tuple[int, str]] = field(default_factory=dict)

    @property
    def p95(self) -> float:
        """Milliseconds within which 95 of 100 saves were acknowledged."""
        return statistics.quantiles(self.took, n=20)[-1]


def in_a_quiz(stage: Stage) -> Iterator[Figure]:
    """200 people who save every 5 s on SQLite; 2,000 open tries on PostgreSQL at half the floor's
    write rate. Beside them the floor writes one row at the same rate.
    """
    is_small = not stage.database_url
    people = _seated(stage, IN_A_ROOM if is_small else IN_ALL)
    with stage.floor() as server:
        cookie = stage.floor_cookie(server.port)
        writes = rate(Job(server.port, "/save", cookie, {"text": "x"}, seconds=3))
        a_second = IN_A_ROOM / EVERY_SECONDS if is_small else writes / 2
        least = _sent(Crowd(server.port, a_second, [(cookie, "", "/save")] * len(people)))
    with servers.application({**stage.environment, "PROCESSES": "2"}) as server:
        ours = _sent(Crowd(server.port, a_second, people))
    lost = _lost(stage, ours)
    name = f"{len(people):,} people saving, {a_second:.0f} a second"
    count = len(ours.took)
    yield Figure(f"{name}: lost, errors", f"{lost}, {ours.errors} of {count:,}", "0, 0",
                 not lost and not ours.errors and count > 0)  # fmt: skip
    value = f"{ours.p95 / least.p95:.1f} x ({ours.p95:.1f} ms against {least.p95:.1f})"
    yield Figure(f"{name}: 95 of 100 within", value)


def _seated(stage: Stage, count: int) -> list[tuple[str, str, str]]:
    """People with an open try each, written straight into the tables, and their sessions."""
    content = {"pass": 1, "way": "deferred", "questions": [single(id_) for id_ in QUESTIONS]}
    asked = stage.world.course(course(content, slug="crowd"))
    now, ids = stage.world.now, range(FIRST_ID, FIRST_ID + count)
    layout = {"questions": QUESTIONS, "orders": {id_: [0, 1] for id_ in QUESTIONS}}
    person = {"created_at": now, "is_administrator": False, "is_author": False}
    place = {"agency_id": stage.agency, "role": Role.LEARNER, "joined_at": now}
    given = {"agency_id": stage.agency, "course_id": asked.course_id, "made_at": now}
    tables = {
        Person: lambda n: {"id": n, "name": f"Person {n}", "session_key": "key"} | person,
        Membership: lambda n: {"person_id": n} | place,
        Assignment: lambda n: {"id": n, "person_id": n} | given,
        Cycle: lambda n: {
            "id": n, "assignment_id": n, "number": 1,
            "edition_id": asked.edition_id, "opened_at": now,
        },
        CourseState: lambda n: {"cycle_id": n, "state": State.IN_PROGRESS, "done": 0, "of": 1},
        Attempt: lambda n: {
            "id": n, "cycle_id": n, "step": "M.quiz", "number": 1, "is_practice": False,
            "layout": layout, "started_at": now,
        },
    }  # fmt: skip
    with stage.world.at_work():
        for table, row in tables.items():
            db.session.execute(insert(table), [row(n) for n in ids])
    return [_session(stage, n) for n in ids]


def _session(stage: Stage, number: int) -> tuple[str, str, str]:
    """The cookie and token of somebody who is signed in, and their question's address."""
    app = stage.app
    with app.test_request_context() as context:
        context.session.update({"_user_id": f"{number}.key", "_fresh": True})
        context.session.permanent = True
        token = generate_csrf()
        signer = app.session_interface.get_signing_serializer(app)
        cookie = signer.dumps(dict(context.session))
    question = number % len(QUESTIONS) + 1
    return f"cptraining={cookie}", token, f"/attempts/{number}/{question}"


def _sent(crowd: Crowd) -> Told:
    """Let them save, from a process of its own."""
    job = json.dumps(asdict(crowd))
    command = [sys.executable, "-m", "tests.bench.crowd"]
    done = run(command, input=job, stdout=PIPE, text=True, check=True, timeout=SECONDS + 60)
    return Told(**json.loads(done.stdout))


def _lost(stage: Stage, told: Told) -> int:
    """How many of the last acknowledged answers the database does not hold."""
    with stage.app.app_context():
        rows = db.session.execute(
            select(AttemptAnswer.attempt_id, AttemptAnswer.number, AttemptAnswer.value).where(
                AttemptAnswer.attempt_id >= FIRST_ID
            )
        )
        held = {str(id_): (number, str(value[0])) for id_, number, value in rows}
    return sum(held.get(path.split("/")[2]) != tuple(said) for path, said in told.last.items())


async def _work(crowd: Crowd) -> Told:
    """Saves begin at even times, whether or not earlier ones were answered."""
    told, numbers = Told(), dict.fromkeys((path for *_, path in crowd.people), 0)
    free: asyncio.Queue[_Connection] = asyncio.Queue()
    for _ in range(CONNECTIONS):
        free.put_nowait(_Connection(crowd.port))
    began, tasks = time.perf_counter(), []
    for turn in range(int(crowd.a_second * crowd.seconds)):
        due = began + turn / crowd.a_second
        await asyncio.sleep(max(due - time.perf_counter(), 0))
        person = crowd.people[turn % len(crowd.people)]
        tasks.append(asyncio.create_task(_save(free, person, (turn, due), (told, numbers))))
    await asyncio.gather(*tasks)
    return told


async def _save(
    free: "asyncio.Queue[_Connection]",
    person: tuple[str, str, str],
    when: tuple[int, float],
    kept: tuple[Told, dict[str, int]],
) -> None:
    (cookie, token, path), (turn, due), (told, numbers) = person, when, kept
    choice = str(turn // 7 % 2)
    body = {"text": "x"}
    if path != "/save":
        body = {"csrf_token": token, "number": str(numbers[path]), "chosen": choice}
        body["intent"] = "save"
    connection = await free.get()
    try:
        status, answer = await connection.post(path, cookie, urlencode(body))
    except (OSError, asyncio.IncompleteReadError, ValueError):
        status, answer = 0, b""
    free.put_nowait(connection)
    told.took.append((time.perf_counter() - due) * 1000)
    if status != OK:
        told.errors += 1
    elif path != "/save":
        numbers[path] = json.loads(answer)["number"]
        told.last[path] = numbers[path], choice


class _Connection:
    """One connection that stays open."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.reader: asyncio.StreamReader | None = None
        self.writer: asyncio.StreamWriter | None = None

    async def post(self, path: str, cookie: str, body: str) -> tuple[int, bytes]:
        """Send a form; returns the status and the answer."""
        if self.writer is None or self.reader is None:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        self.writer.write(
            f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{self.port}\r\nCookie: {cookie}\r\n"
            "Accept: application/json\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\n\r\n{body}".encode()
        )
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        length = int(head.split("content-length:")[1].split("\r\n")[0])
        return int(head.split()[1]), await self.reader.readexactly(length)


if __name__ == "__main__":
    found = json.load(sys.stdin)
    print(json.dumps(asdict(asyncio.run(_work(Crowd(**found))))))  # noqa: T201 -- its answer
