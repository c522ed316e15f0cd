"""A database of its own for every test, copied from one that the migrations made."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

import flask_migrate
import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import event

from cptraining import create_app
from cptraining.database import db
from tests.postgres import Server

FILE = "cptraining.sqlite3"
ENGINES = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)]

# Every test has an application of its own; compiling its templates again would take longest.
COMPILED = FileSystemBytecodeCache()

on_both = pytest.mark.parametrize("engine_name", ENGINES)
"""Runs a test on each database: its `app`, `client` and `world` are on that one."""


def make_app(folder: Path, **settings: object) -> Flask:
    """The application as tests use it: nothing of it lies outside `folder`."""
    chosen: dict[str, object] = {
        "mode": "development",
        "instance_path": folder,
        "secret_key": "a key for tests only, never for anything else",
        "outbox": False,
    }
    app = create_app(**chosen | settings)
    app.testing = True
    app.jinja_env.bytecode_cache = COMPILED
    return app


def close(app: Flask) -> None:
    """Let go of the database, so that it can be copied or dropped."""
    with app.app_context():
        db.engine.dispose()


def migrate(app: Flask) -> None:
    """Make the tables as an installation does, not from the models."""
    with app.app_context():
        flask_migrate.upgrade()
    close(app)


@contextmanager
def statements(app: Flask) -> Iterator[list[str]]:
    """Collect the SQL statements that the application makes, without those that begin or end."""
    made: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if not statement.startswith("BEGIN"):
            made.append(statement)

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    yield made
    event.remove(engine, "before_cursor_execute", note)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file; once in each worker."""
    folder = tmp_path_factory.mktemp("template")
    migrate(make_app(folder))
    return folder / FILE


@pytest.fixture(scope="session")
def postgres_template(postgres: Server, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of a migrated PostgreSQL database; once in each worker."""
    name = f"template_{uuid4().hex}"
    postgres.execute(f"CREATE DATABASE {name}")
    migrate(make_app(tmp_path_factory.mktemp("pg"), database_url=postgres.address(name)))
    return name


@pytest.fixture
def engine_name() -> str:
    """Which database the test runs on; `on_both` asks for each."""
    return "sqlite"


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    """The instance folder of this test."""
    folder = tmp_path / "instance"
    folder.mkdir()
    return folder


@pytest.fixture
def database_url(
    engine_name: str, instance: Path, request: pytest.FixtureRequest
) -> Iterator[str]:
    """DATABASE_URL of a fresh, migrated database; empty = SQLite in the instance folder."""
    if engine_name == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_template"), instance / FILE)
        yield ""
    else:
        server: Server = request.getfixturevalue("postgres")
        with server.copy_of(request.getfixturevalue("postgres_template")) as url:
            yield url
