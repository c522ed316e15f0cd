"""What every test may ask for: the application on a database of its own, people, a browser."""

import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import hypothesis
import pytest
from flask import Flask

from cptraining.settings import Settings

pytest.register_assert_rewrite("tests.markup", "tests.pages")
pytest_plugins = ["tests.postgres", "tests.databases", "tests.chromium"]

# Machines differ in speed, so no example is too slow. CI tries the same examples every time.
hypothesis.settings.register_profile("here", deadline=None, max_examples=50)
hypothesis.settings.register_profile("ci", deadline=None, max_examples=100, derandomize=True)


def pytest_configure() -> None:
    """Choose Hypothesis's profile, and forget the settings of whoever runs the tests."""
    hypothesis.settings.load_profile("ci" if "CI" in os.environ else "here")
    for name in Settings.model_fields:
        os.environ.pop(name.upper(), None)


@pytest.fixture
def port(request: pytest.FixtureRequest) -> int:
    """The port in addresses that leave the page: a free one where a server will listen."""
    if "live_server" not in request.fixturenames:
        return 8000
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def app(instance: Path, database_url: str, port: int) -> Iterator[Flask]:
    """The application on an empty, migrated database: SQLite unless `on_both` says otherwise."""
    from tests.databases import close, make_app  # noqa: PLC0415 -- plug-ins are loaded by pytest

    app = make_app(instance, database_url=database_url, port=port)
    yield app
    close(app)


@pytest.fixture
def world(app: Flask):
    """Makes agencies, people and courses: see `tests/world.py`."""
    from tests.world import World  # noqa: PLC0415

    return World(app)


@pytest.fixture
def client(app: Flask):
    """The browser of somebody who is not signed in: see `tests/pages.py`."""
    from tests.pages import Client  # noqa: PLC0415

    return Client(app)


@pytest.fixture
def count_statements(app: Flask) -> Callable:
    """`with count_statements() as made:` collects the SQL statements that are made."""
    from tests.databases import statements  # noqa: PLC0415

    return lambda: statements(app)
