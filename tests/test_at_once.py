"""Many presses at the same moment: none fails, nothing counts twice, nothing saved is lost."""

from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import partial
from threading import Event
from time import sleep

import pytest
from sqlalchemy import func, select

from cptraining.certificates.models import Certificate
from cptraining.database import db, transaction
from cptraining.learning import actions as learning
from cptraining.learning import attempts, state
from cptraining.learning.keeping import Stale
from cptraining.outbox import actions as outbox
from cptraining.outbox.models import Message
from cptraining.people import actions as people
from cptraining.record import queries as record
from tests.databases import on_both
from tests.pages import Client
from tests.quizzes import Taker, single
from tests.test_tries import RIGHT, WRONG, answers, attempt
from tests.together import at_once

IDS = [f"q{number}" for number in range(12)]
FIVE = IDS[:5]
PRESSES = 50
MOST_SAVES = 5000
WRITTEN = {"paid": "The cat."}


@on_both
@pytest.mark.parametrize("left", [600, 0.5, -1], ids=["in time", "as it ends", "over"])
def test_fifty_presses_end_a_try_once(app, world, left):
    """Half hand in, half check an answer; the worker and the command come all the while."""
    taker, try_id = ready(world, datetime.now(UTC) - timedelta(minutes=10, seconds=-left))
    press, is_done = presser(app, taker.person, number=1, chosen=RIGHT[0]), Event()
    paths = [f"/attempts/{try_id}", *(f"/attempts/{try_id}/{n}" for n in range(1, 6))]

    def press_all():
        try:
            turns = [paths[n % 2 and 1 + n // 2 % 5] for n in range(PRESSES)]
            return at_once(*[partial(press, to) for to in turns])
        finally:
            is_done.set()

    def until_done(act):
        while not is_done.wait(0.01):
            act()

    statuses, _, _ = at_once(
        press_all,
        lambda: until_done(lambda: handle_due(app)),
        lambda: until_done(lambda: app.test_cli_runner().invoke(args=["quizzes", "close"])),
    )
    assert set(statuses) <= {200, 303}
    ended_once(app, world, taker)
    assert attempt(app, try_id).score == 5


def ready(world, started_at):
    """Somebody who has saved five right answers, with a name for the certificate; the try."""
    world.now = started_at
    content = {"pass": 5, "time": 10, "grace": 0, "questions": list(map(single, FIVE))}
    taker = Taker(world, content)
    with world.at_work() as now:
        people.confirm_name(taker.person.id, taker.person.name, now)
    try_id = taker.start()
    for id_ in FIVE:
        taker.save(try_id, id_, RIGHT)
    return taker, try_id


def handle_due(app):
    with app.app_context():
        outbox.handle_due(datetime.now(UTC))


def presser(app, person, **fields):
    """Presses buttons in one person's browser, each press in a window of its own."""
    browser = Client(app).sign_in(person)
    browser.get("/account")
    cookie = browser.http.get_cookie("cptraining")
    body = {"csrf_token": browser.token, **fields}

    def press(path):
        http = app.test_client()
        http.set_cookie("cptraining", cookie.value)
        return http.post(path, data=body).status_code

    return press


def ended_once(app, world, taker):
    """One result, one completion, one certificate; the record says so, and no message failed."""
    with app.app_context():
        events = record.of_stream(f"cycle/{taker.cycle_id}")
        names = Counter(event.name for event in events)
        once = ("attempt.finished", "step.completed", "course.completed", "certificate.issued")
        assert {name: names[name] for name in once} == dict.fromkeys(once, 1)
        assert [event.number for event in events] == list(range(1, len(events) + 1))
        assert db.session.scalar(select(func.count()).select_from(Certificate)) == 1
        assert set(db.session.scalars(select(Message.problem))) == {None}
    with world.at_work():
        assert not state.rebuild(taker.cycle_id)


@on_both
def test_what_is_saved_while_it_is_handed_in_is_marked_as_it_stands(app, world):
    content = {"pass": 12, "way": "deferred", "questions": list(map(single, IDS))}
    taker = Taker(world, content)
    for _ in range(5):
        try_id = taker.start()
        *told, _ = at_once(*savers(app, world, try_id), partial(taker.finish, try_id))
        found = answers(app, try_id)
        assert {id_: (one.number, one.value) for id_, one in found.items()} == dict(
            zip(IDS, told, strict=True)
        )
        assert {id_: one.mark for id_, one in found.items()} == {
            id_: one.value == RIGHT for id_, one in found.items()
        }
        assert attempt(app, try_id).score == sum(one.mark for one in found.values())


def savers(app, world, try_id):
    """Somebody at each question, who changes the answer until it is locked."""

    def keep_saving(id_):
        told = (0, None)
        for turn in range(MOST_SAVES):
            value = [RIGHT, WRONG][turn % 2]
            with app.app_context(), transaction():
                outcome = attempts.save(try_id, id_, value, number=told[0], now=world.now)
            if isinstance(outcome, Stale):
                return told
            told = (outcome.number, value)
            # SQLite's lock is for whoever asks at the right moment: one who never rests keeps it.
            sleep(0.002)
        raise AssertionError("it was never locked")

    return [partial(keep_saving, id_) for id_ in IDS]


@on_both
def test_finishing_a_step_and_sharing_it_do_not_wait_for_each_other(app, world):
    kofi = world.learner(world.agency())
    cycle = world.assign(kofi, world.course().course_id)
    with world.at_work() as now:
        learning.open_cycle(cycle, kofi.id, now)
        learning.read_note(cycle, kofi.id, now)
        learning.save_answer(cycle, "T1.read-map", WRITTEN, number=0, now=now)
    press = presser(app, kofi, number=1, text_paid=WRITTEN["paid"])
    path = f"/learning/{cycle}/T1.read-map"
    paths = [path, f"{path}/answer"] * (PRESSES // 2)
    assert set(at_once(*[partial(press, to) for to in paths])) <= {200, 303}
    with app.app_context():
        names = Counter(event.name for event in record.of_stream(f"cycle/{cycle}"))
        assert (names["step.completed"], names["answer.shared"]) == (1, 1)
