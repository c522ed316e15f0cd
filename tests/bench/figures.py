"""What is measured: each function takes the stage and yields figures."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from statistics import median

import typst
from sqlalchemy import text

from cptraining import press
from cptraining.database import db, transaction
from cptraining.learning import actions
from cptraining.operations import seeding
from cptraining.people import queries as people
from tests.bench import floor as least
from tests.bench.load import Job, rate
from tests.bench.stage import Stage
from tests.databases import statements
from tests.pages import Client

STEPS = {"reading": "T1.wheels", "exercise with 8 rows": "T1.network", "quiz": "T1.quiz"}
SAVED = "T1.read-map"
ROUNDS = 7
TRIES = 5
SAVES = 200


@dataclass(frozen=True)
class Figure:
    """One line of the table; `is_met` None = there is no target."""

    name: str
    value: str
    target: str = ""
    is_met: bool | None = None


def pages(stage: Stage) -> Iterator[Figure]:
    """Requests per second of home and steps, beside the floor's page."""
    paths = {"home": "/home"}
    paths |= {f"step, {name}": stage.address(step) for name, step in STEPS.items()}
    with stage.application() as ours, stage.floor() as lowest:
        floor = Job(lowest.port, "/page", stage.floor_cookie(lowest.port))
        for name, path in paths.items():
            share, served = _beside(partial(Job, ours.port, path, stage.cookie), floor)
            value = f"{share:.2f} of the floor ({served:.0f}/s)"
            yield Figure(name, value, ">= 0.5", share >= 0.5)
    for name, path in paths.items():
        with statements(stage.app) as made:
            stage.client.get(path)
        yield Figure(f"{name}: statements", str(len(made)), "<= 4", len(made) <= 4)


def _beside(job: Callable[[], Job], floor: Job) -> tuple[float, float]:
    """The share of the floor's answers per second, and the answers per second.

    Each round asks both, one right after the other and each first in turn, so that both meet the
    same machine; the medians are taken.
    """
    shares, served = [], []
    for number in range(ROUNDS):
        lowest = rate(floor) if number % 2 else 0.0
        served.append(rate(job()))
        shares.append(served[-1] / (lowest or rate(floor)))
    return median(shares), median(served)


def saving(stage: Stage) -> Iterator[Figure]:
    """Saving an answer through HTTP and as the bare transaction, beside one row of the floor."""
    path = stage.address(SAVED)
    with stage.application() as ours, stage.floor() as lowest:
        cookie = stage.floor_cookie(lowest.port)
        row = Job(lowest.port, "/save", cookie, data={"text": "Words"})
        share, served = _beside(
            lambda: Job(ours.port, path, stage.cookie, data=stage.form_of(SAVED)), row
        )
    saved = 1000 / served
    yield _times("saving an answer, over HTTP", saved, saved * share, 3)
    yield _times("saving an answer, bare transaction", *_bare(stage), 3)
    data = stage.form_of(SAVED)
    with statements(stage.app) as made:
        stage.client.post(path, data, headers={"Accept": "application/json"})
    yield Figure("saving an answer: statements", str(len(made)), "<= 6", len(made) <= 6)


def certificate(stage: Stage) -> Iterator[Figure]:
    """From the click that completes a course until the PDF is stored, beside an empty page.

    Both are taken in turn, so that both meet the same machine.
    """
    fonts = {"font_paths": [press.FONTS], "ignore_system_fonts": True}
    times, empties = [], []
    for number in range(TRIES + 1):
        times.append(_click(stage, number))
        began = time.perf_counter()
        typst.compile(b"Empty", **fonts)
        empties.append(_since(began))
    empty = stage.folder / "empty.typ"
    empty.write_text("Empty", encoding="ascii")
    compiler = typst.Compiler(empty, **fonts)
    warm = median_ms(lambda: compiler.compile(format="pdf"))
    clicked, plain = median(times[1:]), median(empties[1:])
    yield Figure("certificate, the first of a process", f"{times[0]:.0f} ms")
    yield _times("certificate, beside typst.compile of an empty page", clicked, plain, 5)
    yield _times("certificate, beside an empty page on a warm compiler", clicked, warm, None)
    yield Figure("certificate, click to bytes", f"{clicked:.0f} ms", "<= 150 ms", clicked <= 150)


def _click(stage: Stage, number: int) -> float:
    """Milliseconds of the click that completes a course."""
    client, address = stage.almost_done(number)
    client.get(address)
    data = {"csrf_token": client.token, "intent": "done"}
    began = time.perf_counter()
    answer = client.http.post(address, data=data)
    taken = _since(began)
    assert "finished" in answer.location
    return taken


def report(stage: Stage) -> Iterator[Figure]:
    """The completion report for 25 and for 1,000 people, and both beside plain SQL."""
    counts = {}
    for size in (25, 1000):
        client, agency_id = _seeded(stage, size)
        client.get("/report")
        with statements(stage.app) as made:
            client.get("/report")
        counts[size] = len(made)
    is_met = counts[25] == counts[1000] <= 12
    value = " and ".join(f"{count} for {size}" for size, count in counts.items())
    yield Figure("report: statements", value, "the same, <= 12", is_met)
    plain = median_ms(lambda: _plain(stage, agency_id))
    page = median_ms(lambda: client.http.get("/report"))
    table = median_ms(lambda: client.http.get("/report.csv").data)
    yield Figure(
        "report of 1,000, its first page", f"{page:.0f} ms, {page / plain:.1f} x plain SQL"
    )
    yield Figure("CSV of 1,000", f"{table:.0f} ms, {table / plain:.1f} x plain SQL")


def _seeded(stage: Stage, size: int) -> tuple[Client, int]:
    with stage.world.at_work():
        seeded = seeding.seed(size, "-", stage.world.later(days=1))
    with stage.app.app_context():
        trainer = people.person_by_email(seeded.email)
    return Client(stage.app).sign_in(trainer), seeded.agency_id


def _plain(stage: Stage, agency_id: int) -> int:
    """The rows of the report, as SQL gives them."""
    wanted = text(
        "SELECT p.name, t.name, a.due_on, s.*, m.* FROM assignment a "
        "JOIN person p ON p.id = a.person_id JOIN cycle c ON c.assignment_id = a.id "
        "JOIN course_state s ON s.cycle_id = c.id "
        "JOIN membership b ON b.person_id = p.id AND b.agency_id = a.agency_id "
        "LEFT JOIN team t ON t.id = b.team_id "
        "LEFT JOIN module_state m ON m.cycle_id = c.id "
        "WHERE a.agency_id = :agency ORDER BY p.name"
    )
    with stage.app.app_context(), db.engine.connect() as connection:
        return len(connection.execute(wanted, {"agency": agency_id}).all())


def _bare(stage: Stage) -> tuple[float, float]:
    """Milliseconds of both bare transactions, taken in turn so that both meet the same machine."""
    app, taken, number = least.create_app(stage.floor_url), [], int(stage.form_of(SAVED)["number"])
    for _ in range(SAVES):
        with stage.app.app_context():
            began = time.perf_counter()
            with transaction():
                kept = actions.save_answer(
                    stage.cycle_id, SAVED, {}, number=number, now=stage.world.now
                )
            ours, number = _since(began), kept.number
        with app.app_context():
            began = time.perf_counter()
            least.save_row()
            taken.append((ours, _since(began)))
    return median(ours for ours, _ in taken), median(lowest for _, lowest in taken)


def median_ms(do: Callable[[], object], tries: int = TRIES) -> float:
    """Milliseconds, once warm."""
    do()
    times = []
    for _ in range(tries):
        began = time.perf_counter()
        do()
        times.append(_since(began))
    return median(times)


def _since(began: float) -> float:
    return (time.perf_counter() - began) * 1000


def _times(name: str, ours: float, least_of_all: float, most: int | None) -> Figure:
    """So many times as long as the least."""
    ratio = ours / least_of_all
    value = f"{ratio:.1f} x ({ours:.2f} ms against {least_of_all:.2f})"
    return Figure(name, value, f"<= {most} x" if most else "", ratio <= most if most else None)
