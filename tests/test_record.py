"""The record: only ever added to, numbered without gaps, once for each key."""

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from cptraining.database import db
from cptraining.people.models import Person
from cptraining.record import queries
from cptraining.record.actions import About, append, person_stream
from cptraining.record.models import Event
from tests.databases import on_both
from tests.together import together


@pytest.fixture
def kofi(world):
    return world.learner(world.agency())


def about(person):
    agency = person.current[0].agency_id
    return About(person_stream(person.id), person.id, agency, actor_id=person.id)


def happen(person, now, **more):
    """Something happens while the stream is locked, as actions lock it."""
    db.session.execute(select(Person.id).where(Person.id == person.id).with_for_update())
    return append(about(person), "seen", now=now, **more)


def numbers(person):
    return [event.number for event in queries.of_stream(person_stream(person.id))]


@on_both
def test_fifty_at_once_are_numbered_without_gaps(app, world, kofi):
    with app.app_context():
        before = len(numbers(kofi))
    together(app, 50, lambda: happen(kofi, world.now))
    with app.app_context():
        assert numbers(kofi) == list(range(1, before + 51))


@on_both
def test_of_fifty_with_one_key_one_is_recorded(app, world, kofi):
    done = together(app, 50, lambda: happen(kofi, world.now, key="once"))
    assert sorted(done) == [False] * 49 + [True]
    with app.app_context():
        found = numbers(kofi)
        assert found == list(range(1, len(found) + 1))


@on_both
def test_what_is_undone_leaves_no_gap(app, world, kofi):
    def fail():
        with world.at_work() as now:
            happen(kofi, now)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with world.at_work() as now:
        happen(kofi, now)
    with app.app_context():
        found = numbers(kofi)
        assert found == list(range(1, len(found) + 1))


@on_both
def test_a_number_cannot_be_given_twice(app, world, kofi):
    with world.at_work() as now:
        happen(kofi, now)
    with app.app_context():
        last = queries.of_stream(person_stream(kofi.id))[-1]
    values = {c.key: getattr(last, c.key) for c in Event.__table__.columns if c.key != "id"}
    with pytest.raises(IntegrityError), world.at_work():
        db.session.add(Event(**values))


@on_both
def test_facts_come_back_as_they_were_and_at_their_time(app, world, kofi):
    facts = {"score": "4", "items": [1, None, "ŵ"], "passed": True}
    with world.at_work() as now:
        happen(kofi, now, **facts)
    with app.app_context():
        event = queries.of_stream(person_stream(kofi.id))[-1]
        assert event.facts == facts
        assert event.happened_at == event.recorded_at == world.now
        assert event.actor_id == event.person_id == kofi.id


@on_both
def test_streams_are_found_by_their_beginning(app, world, kofi):
    other = world.learner(world.agency("Lakeside"))
    with app.app_context():
        expected = sorted(person_stream(person.id) for person in (kofi, other))
        assert list(queries.streams("person/")) == expected
        assert list(queries.streams("cycle/")) == []
