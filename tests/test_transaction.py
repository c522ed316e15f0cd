"""Everything of one action is saved together, or nothing is."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine, select, text
from sqlalchemy.exc import IntegrityError, StatementError
from sqlalchemy.orm import sessionmaker
from sqlalchemy.pool import NullPool

from cptraining import database
from cptraining.database import (
    Mark,
    UtcDateTime,
    db,
    insert_once,
    put,
    read_snapshot,
    transaction,
)
from cptraining.people.models import Agency, Person, Team
from tests.databases import on_both
from tests.together import together

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)


def agency(name):
    return Agency(name=name, zone="Europe/London", created_at=NOON)


def names():
    return db.session.scalars(select(Agency.name).order_by(Agency.name)).all()


def lose(error):
    with transaction() as session:
        session.add(agency("Lost"))
        session.flush()
        raise error


def open_two():
    with transaction() as session:
        session.add(agency("Lost"))
        with transaction():
            pass


@on_both
def test_what_a_block_did_is_undone_when_it_fails(app):
    with app.app_context():
        with transaction() as session:
            session.add(agency("Kept"))
        with pytest.raises(KeyboardInterrupt):
            lose(KeyboardInterrupt)
        assert names() == ["Kept"]


@on_both
def test_what_was_changed_before_a_block_is_not_saved_and_stays_readable(app):
    with app.app_context():
        with transaction() as session:
            session.add(agency("As it was"))
        read = db.session.scalars(select(Agency)).one()
        read.zone = "Europe/Paris"
        db.session.add(agency("Never meant"))
        with transaction() as session:
            session.add(agency("New"))
        assert (read.name, read.zone) == ("As it was", "Europe/Paris")
        assert [*names()] == ["As it was", "New"]
        assert set(db.session.scalars(select(Agency.zone))) == {"Europe/London"}


@on_both
def test_a_block_decides_on_what_others_have_saved_meanwhile(app):
    with app.app_context():
        with transaction() as session:
            session.add(agency("Before"))
        read = db.session.scalars(select(Agency)).one()
        with sessionmaker(db.engine)() as other:  # somebody else's session
            other.execute(text("UPDATE agency SET name = 'After'"))
            other.commit()
        with transaction() as session:
            assert session.get_one(Agency, read.id).name == "After"


@on_both
def test_nothing_is_changed_outside_a_block(app):
    with app.app_context():
        with pytest.raises(RuntimeError, match="outside a transaction"):
            insert_once(Agency, ["name"], name="Stray", zone="UTC", created_at=NOON)
        db.session.add(agency("Stray"))
        with pytest.raises(RuntimeError, match="outside a transaction"):
            names()
        db.session.rollback()
        assert names() == []


@on_both
def test_a_snapshot_does_not_see_what_is_saved_meanwhile(app):
    with app.app_context():
        with transaction() as session:
            session.add(agency("Before"))
        read_snapshot()
        assert names() == ["Before"]
        with sessionmaker(db.engine)() as other:  # somebody else's session
            other.execute(text("UPDATE agency SET name = 'After'"))
            other.commit()
        assert names() == ["Before"]
        db.session.rollback()
        assert names() == ["After"]


@pytest.mark.postgres
@pytest.mark.parametrize("engine_name", ["postgresql"])
def test_a_connection_that_was_cut_while_it_rested_is_replaced(app, monkeypatch):
    monkeypatch.setattr(database, "REST_SECONDS", 0)
    with app.app_context():
        assert names() == []
        db.session.remove()
        with create_engine(db.engine.url, poolclass=NullPool).connect() as other:
            other.execute(
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
                )
            )
        assert names() == []


@on_both
def test_one_transaction_does_not_open_inside_another(app):
    with app.app_context():
        with pytest.raises(RuntimeError, match="inside another"):
            open_two()
        assert names() == []
        with transaction() as session:
            session.add(agency("Next"))
        assert names() == ["Next"]


def test_a_block_holds_sqlites_write_lock_from_its_start(app):
    begun = []
    with app.app_context():
        names()
        with transaction():
            other = db.engine.raw_connection()
            other.execute("PRAGMA busy_timeout = 0")
            with pytest.raises(Exception, match="locked"):
                other.execute("BEGIN IMMEDIATE")
            begun.append(other.execute("SELECT count(*) FROM agency").fetchone()[0])
            other.close()
    assert begun == [0]  # reading goes on meanwhile


@on_both
def test_of_fifty_who_read_and_then_write_none_fails_and_none_is_lost(app):
    def count_one_more():
        found = db.session.scalar(select(Team).with_for_update())
        found.name = str(int(found.name) + 1)

    with app.app_context(), transaction() as session:
        session.add(agency("Here"))
        session.flush()
        session.add(Team(agency_id=1, name="0"))
    together(app, 50, count_one_more)
    with app.app_context():
        assert db.session.scalar(select(Team.name)) == "50"


@on_both
def test_inserting_once_says_who_was_first(app):
    def add():
        return insert_once(Agency, ["name"], name="Same", zone="UTC", created_at=NOON)

    said = together(app, 10, add)
    assert said.count(None) == 9
    with app.app_context():
        assert db.session.scalar(select(Agency.id)) in said


@on_both
def test_inserting_once_still_refuses_what_breaks_another_rule(app):
    with app.app_context(), pytest.raises(IntegrityError), transaction():
        insert_once(Team, ["agency_id", "name"], agency_id=77, name="Of nowhere")


@on_both
def test_putting_inserts_or_changes(app):
    with app.app_context():
        for zone in ("UTC", "Europe/London"):
            with transaction():
                put(Agency, ["name"], name="Same", zone=zone, created_at=NOON)
        assert db.session.execute(select(Agency.name, Agency.zone)).all() == [
            ("Same", "Europe/London")
        ]


@on_both
def test_times_come_back_in_utc_and_need_a_zone(app, world):
    with app.app_context():
        with transaction() as session:
            session.add(agency("One"))
        assert db.session.scalar(select(Agency.created_at)) == NOON
        assert db.session.scalar(select(Agency.created_at)).tzinfo is UTC
        with pytest.raises(StatementError, match="without a zone"), transaction() as session:
            session.add(Agency(name="Two", zone="UTC", created_at=datetime(2026, 1, 1)))  # noqa: DTZ001


@given(st.decimals(0, 10_000, places=7))
def test_marks_are_exact(mark):
    stored = Mark().process_bind_param(mark, None)
    assert isinstance(stored, int)
    assert Mark().process_result_value(stored, None) == mark


def test_nothing_is_nothing():
    assert Mark().process_bind_param(None, None) is None
    assert UtcDateTime().process_result_value(None, None) is None
    assert Mark().process_result_value(5_000_000, None) == Decimal("0.5")


@on_both
def test_what_is_not_loaded_is_never_fetched_in_passing(app, world):
    kofi = world.learner(world.agency())
    with app.app_context():
        person = db.session.get_one(Person, kofi.id)
        with pytest.raises(Exception, match="raise"):
            _ = person.memberships
