"""How long the figures of a large quiz take, and how much memory, beside reading its rows."""

import tracemalloc
from collections.abc import Iterator

from sqlalchemy import text

from cptraining.database import db
from tests import marks
from tests.bench.figures import Figure, median_ms
from tests.bench.stage import Stage
from tests.pages import Client
from tests.school import Class

QUESTIONS, TRIES, FEW = 30, 10_000, 1_000
FIRST_ID = 1_000_000
MOST = 10


def statistics(stage: Stage) -> Iterator[Figure]:
    """The page of a quiz with 30 questions that 10,000 people tried, beside plain SQL."""
    ids = [f"q{number}" for number in range(1, QUESTIONS + 1)]
    school = Class(stage.world, "Many tries")
    asked = stage.world.course(marks.course([marks.question(id_) for id_ in ids]))
    client = Client(stage.app).sign_in(school.trainer)
    address = f"/report/questions/measured/{marks.STEP}"
    people = range(FIRST_ID, FIRST_ID + TRIES)
    marks.sit(stage.world, school, asked, people[:FEW], marks.guessed(ids))
    few = _peak(client, address)
    marks.sit(stage.world, school, asked, people[FEW:], marks.guessed(ids))
    plain = median_ms(lambda: _plain(stage, school.agency))
    page = median_ms(lambda: client.http.get(address))
    one = median_ms(lambda: client.http.get(f"{address}/q7"))
    name = f"figures of {TRIES:,} tries at {QUESTIONS} questions"
    value = f"{page / plain:.1f} x ({page:.0f} ms against {plain:.0f})"
    yield Figure(name, value, f"<= {MOST} x", page <= MOST * plain)
    yield Figure(f"{name}, one question", f"{one / plain:.1f} x ({one:.0f} ms)")
    value = f"{_peak(client, address):.1f} MB; {few:.1f} MB for {FEW:,}"
    yield Figure(f"{name}, peak memory", value)


def _plain(stage: Stage, agency_id: int) -> int:
    """The answers, as SQL gives them."""
    wanted = text(
        "SELECT g.* FROM assignment a JOIN cycle c ON c.assignment_id = a.id "
        "JOIN attempt t ON t.cycle_id = c.id JOIN attempt_answer g ON g.attempt_id = t.id "
        "WHERE a.agency_id = :agency"
    )
    with stage.app.app_context(), db.engine.connect() as connection:
        return len(connection.execute(wanted, {"agency": agency_id}).all())


def _peak(client: Client, address: str) -> float:
    """Megabytes that the page needs at most while it is made."""
    client.http.get(address)
    tracemalloc.start()
    client.http.get(address)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most / 1_000_000
