"""The database handle, the base of every table, and the one way to commit."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from time import monotonic
from typing import Any

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    BigInteger,
    Connection,
    DateTime,
    Dialect,
    Engine,
    FromClause,
    Integer,
    MetaData,
    TypeDecorator,
    event,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.orm import DeclarativeBase, MappedAsDataclass, ORMExecuteState, Session
from sqlalchemy.pool import ConnectionPoolEntry

from cptraining.settings import Settings

BUSY_MILLISECONDS = 15_000
REST_SECONDS = 5
WRITING: dict[str, dict[str, Any]] = {
    "sqlite": {"writes": True},
    "postgresql": {"writes": True, "isolation_level": "READ COMMITTED"},
}
SNAPSHOT: dict[str, dict[str, Any]] = {
    "sqlite": {"snapshot": True},
    "postgresql": {"isolation_level": "REPEATABLE READ"},
}
"""How a connection is told, by database, that it is about to write, or to read for long."""


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC time; SQLite forgets zones, so UTC is restored on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError(f"a time without a zone: {value!r}")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


class Mark(TypeDecorator[Decimal]):
    """An exact decimal with seven places, kept as a whole number on every database."""

    impl = BigInteger
    cache_ok = True
    SCALE = 10_000_000

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        return None if value is None else int((Decimal(value) * self.SCALE).to_integral_value())

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value) / self.SCALE


BigKey = BigInteger().with_variant(Integer, "sqlite")
"""A key that may count past two thousand million; SQLite numbers only plain integers itself."""


class Base(MappedAsDataclass, DeclarativeBase, kw_only=True):
    """Base of every table; constraint names are fixed so that migrations can drop them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: UtcDateTime(), Decimal: Mark()}  # noqa: RUF012


db = SQLAlchemy(metadata=Base.metadata, session_options={"expire_on_commit": False})


def init_app(app: Flask) -> None:
    """Open the database that the settings name."""
    settings: Settings = app.extensions["settings"]
    settings.instance_path.mkdir(parents=True, exist_ok=True)
    app.config["SQLALCHEMY_DATABASE_URI"] = settings.sqlalchemy_url
    is_sqlite = settings.sqlalchemy_url.startswith("sqlite")
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {
        "pool_size": settings.threads + 2,  # The outbox worker and a health check beside them.
        # What only reads needs no transaction: it would cost as much as another two statements.
        "isolation_level": None if is_sqlite else "AUTOCOMMIT",
    }
    db.init_app(app)
    with app.app_context():
        if is_sqlite:
            event.listen(db.engine, "connect", _prepare_sqlite)
            event.listen(db.engine, "begin", _begin_sqlite)
        else:
            event.listen(db.engine, "checkin", lambda _, entry: entry.info.update(at=monotonic()))
            event.listen(db.engine, "checkout", _ask_whether_alive)


def _ask_whether_alive(connection: Any, record: ConnectionPoolEntry, _proxy: object) -> None:
    """A connection that rested may have been cut; asking each time would cost every page."""
    if monotonic() - record.info.get("at", monotonic()) < REST_SECONDS:
        return
    try:
        db.engine.dialect.do_ping(connection)
    except db.engine.dialect.loaded_dbapi.Error as error:
        raise DisconnectionError from error


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # We begin transactions ourselves, see `_begin_sqlite`.
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        f"busy_timeout = {BUSY_MILLISECONDS}",
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock at once: a read that turns into a write can fail without waiting."""
    options = connection.get_execution_options()
    if "writes" in options:
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    elif "snapshot" in options:
        connection.exec_driver_sql("BEGIN")


@contextmanager
def transaction() -> Iterator[Session]:
    """Commit what the block did, or undo all of it. Only edges open one.

    Everything read before is forgotten: what the block decides on, it reads again. Rows read
    before stay readable, but changes to them are not saved. Raises RuntimeError inside another
    transaction, which it would undo.
    """
    session: Session = db.session()
    if _is_writing(session):
        raise RuntimeError("a transaction inside another")
    session.expunge_all()
    session.rollback()
    try:
        session.connection(execution_options=WRITING[db.engine.dialect.name])
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise


def read_snapshot() -> None:
    """Let the rest of this request read what the database holds now, however long it takes."""
    session: Session = db.session()
    session.rollback()
    session.connection(execution_options=SNAPSHOT[db.engine.dialect.name])


@event.listens_for(db.session, "before_flush")
def _refuse_stray_changes(session: Session, _context: object, _instances: object) -> None:
    """Outside `transaction()` nothing would undo a change that fails half-way."""
    if not _is_writing(session):
        raise RuntimeError("a change outside a transaction")


@event.listens_for(db.session, "do_orm_execute")
def _refuse_stray_statements(execution: ORMExecuteState) -> None:
    """The same for statements that insert, update or delete."""
    changes = execution.is_insert or execution.is_update or execution.is_delete
    if changes and not _is_writing(execution.session):
        raise RuntimeError("a change outside a transaction")


def _is_writing(session: Session) -> bool:
    return session.in_transaction() and "writes" in session.connection().get_execution_options()


def insert_once(model: type[Base], keys: Sequence[str], **values: Any) -> int | None:
    """Insert a row unless one with the same `keys` columns is there already.

    Returns the new row's id, or None when the row was there. Never fails on the unique key, so
    a transaction that loses a race goes on.
    """
    statement = _insert_once(model, tuple(keys), db.engine.dialect.name)
    new_id: int | None = db.session.scalar(statement, values)
    return new_id


@cache
def _insert_once(model: type[Base], keys: tuple[str, ...], _dialect: str) -> Any:
    statement = insert(model.__table__).on_conflict_do_nothing(index_elements=keys)
    return statement.returning(model.__table__.c.id)


def insert(into: type[Base] | FromClause) -> Any:
    """An INSERT of this database, which knows ON CONFLICT as both databases write it."""
    engine: Engine = db.engine
    return (sqlite if engine.dialect.name == "sqlite" else postgresql).insert(into)


def frozen_type(kind: str, item: object, _context: object) -> str | bool:
    """Write our types into migrations as SQLAlchemy's own, so that migrations import no code."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, Mark):
        return "sa.BigInteger()"
    return False


def migrations_folder() -> Path:
    """Where the migrations are: in the wheel inside the package, in a checkout beside it."""
    package = Path(__file__).parent
    inside = package / "migrations"
    return inside if inside.is_dir() else package.parent / "migrations"


def put(model: type[Base], keys: Sequence[str], **values: Any) -> None:
    """Insert a row, or change the one with the same `keys` columns, in one statement."""
    statement = _put(model, tuple(keys), tuple(values), db.engine.dialect.name)
    db.session.execute(statement, values)


@cache
def _put(model: type[Base], keys: tuple[str, ...], names: tuple[str, ...], _dialect: str) -> Any:
    statement = insert(model.__table__)
    changes = {name: statement.excluded[name] for name in names if name not in keys}
    return statement.on_conflict_do_update(index_elements=keys, set_=changes)
