"""Work for later is done once when all goes well, again when it does not, and never lost."""

from datetime import timedelta
from threading import Event as Signal
from threading import Thread

import pytest
from sqlalchemy import select

from cptraining import outbox
from cptraining.database import db, transaction
from cptraining.outbox import actions, queries
from cptraining.outbox.actions import LEASE, MOST_TRIES
from cptraining.outbox.models import Lease, Message
from cptraining.outbox.worker import Worker
from cptraining.web.clock import now as clock
from tests.databases import on_both


@pytest.fixture
def topic(request):
    """A topic of this test's own; `topic(handler)` lets the handler do it."""

    def register(handler):
        outbox.on(request.node.nodeid)(handler)
        return request.node.nodeid

    yield register
    outbox.handlers.pop(request.node.nodeid, None)


def announce(world, topic, **more):
    with world.at_work() as now:
        outbox.announce(topic, now=now, **more)


def work(world):
    with world.app.app_context():
        return actions.handle_due(world.now)


def messages(app):
    with app.app_context():
        return db.session.scalars(select(Message).order_by(Message.id)).all()


@on_both
def test_a_message_is_done_once_with_its_facts(app, world, topic):
    seen = []
    name = topic(lambda message_id, now, **facts: seen.append((message_id, now, facts)))
    announce(world, name, invitation=7)
    world.later(minutes=1)
    assert (work(world), work(world)) == (1, 0)
    assert seen == [(1, world.now, {"invitation": 7})]
    assert [(m.done_at, m.tries, m.problem) for m in messages(app)] == [(world.now, 1, None)]


@on_both
def test_nothing_is_announced_by_what_is_undone(app, world, topic):
    name = topic(lambda **_: None)

    def fail():
        with world.at_work() as now:
            outbox.announce(name, now=now)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert messages(app) == []


@on_both
def test_a_key_is_announced_once(app, world, topic):
    name = topic(lambda **_: None)
    for _ in range(3):
        announce(world, name, key="reminder/7")
        announce(world, name)
    assert [message.key for message in messages(app)] == ["reminder/7", None, None, None]


def test_a_message_waits_until_it_is_due_and_the_oldest_comes_first(world, topic):
    seen = []
    name = topic(lambda which, **_: seen.append(which))
    announce(world, name, which="tomorrow", due_at=world.now + timedelta(days=1))
    announce(world, name, which="today")
    assert work(world) == 1
    world.later(days=2)
    announce(world, name, which="later")
    work(world)
    assert seen == ["today", "tomorrow", "later"]


@on_both
def test_delivery_comes_after_the_commit_and_holds_no_lock(app, world, topic):
    seen = []

    def prepare(message_id, **_):
        db.session.execute(
            Message.__table__.update().where(Message.id == message_id).values(problem="ready")
        )

        def deliver():
            def look():
                with app.app_context(), transaction() as session:
                    seen.append(session.scalar(select(Message.problem)))

            thread = Thread(target=look)
            thread.start()
            thread.join(timeout=5)

        return deliver

    announce(world, topic(prepare))
    work(world)
    assert seen == ["ready"]
    assert messages(app)[0].done_at == world.now


@on_both
def test_a_failure_is_undone_tried_again_ever_later_and_given_up(app, world, topic):
    def fail(**_):
        db.session.add(Message(topic="x", facts={}, created_at=world.now, due_at=world.now))
        db.session.flush()
        raise OSError("no mail server")

    announce(world, topic(fail))
    waits = []
    while (message := messages(app)[0]).parked_at is None:
        waits.append((message.due_at - world.now) / timedelta(minutes=1))
        world.now = message.due_at
        assert work(world) == 1
    assert waits == [0, 1, 2, 4, 8, 16, 32, 64]
    assert len(waits) == MOST_TRIES == message.tries
    assert message.problem == "OSError: no mail server"
    assert work(world) == 0
    with app.app_context():
        assert [parked.id for parked in queries.parked()] == [1]
        assert queries.waiting_count() == 0


def test_a_failing_delivery_is_tried_again(app, world, topic):
    tries = []

    def deliver():
        tries.append(1)
        if len(tries) == 1:
            raise OSError("busy")

    announce(world, topic(lambda **_: deliver))
    assert work(world) == 1
    assert (messages(app)[0].done_at, messages(app)[0].problem) == (None, "OSError: busy")
    world.later(minutes=1)
    work(world)
    assert (messages(app)[0].done_at, messages(app)[0].problem) == (world.now, None)


def test_a_failure_does_not_stop_the_others(world, topic):
    seen = []
    announce(world, "nobody handles this")
    announce(world, topic(lambda **_: seen.append(1)))
    assert work(world) == 2
    assert seen == [1]


def test_a_message_that_was_given_up_can_be_tried_again(app, world, topic):
    announce(world, name := "nobody handles this yet")
    for _ in range(MOST_TRIES):
        work(world)
        world.later(days=1)
    with world.at_work() as now:
        actions.try_again(1, now)
    outbox.on(name)(lambda **_: None)
    work(world)
    outbox.handlers.pop(name)
    assert messages(app)[0].done_at == world.now


@on_both
def test_one_leads_until_the_lease_ends_or_is_given_back(app, world):
    with app.app_context():
        assert actions.lead("first", world.now)
        assert not actions.lead("second", world.now)
        assert actions.lead("first", world.later(seconds=30))
        assert not actions.lead("second", world.later(seconds=59))
        assert actions.lead("second", world.later(seconds=2))
        assert not actions.lead("first", world.now)
        actions.step_down("first")
        assert not actions.lead("first", world.now)
        actions.step_down("second")
        assert actions.lead("first", world.now)
        assert db.session.scalar(select(Lease.until)) == world.now + LEASE


@on_both
def test_two_workers_do_each_message_once_and_stop_cleanly(app, world, topic):
    seen, all_done = [], Signal()

    def note(which, **_):
        seen.append(which)
        if len(seen) == 40:
            all_done.set()

    name = topic(note)
    with world.at_work():
        for which in range(40):
            outbox.announce(name, now=clock(), which=which)
    workers = [Worker(app) for _ in range(2)]
    for worker in workers:
        worker.start()
    assert all_done.wait(20)
    for worker in workers:
        worker.stop()
    assert not any(worker.thread.is_alive() for worker in workers)
    assert seen == list(range(40))
    assert all(message.done_at for message in messages(app))
    with app.app_context():
        assert actions.lead("next", clock())
