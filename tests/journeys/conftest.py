"""Browsers of people who are signed in already, and the real server on the test's database."""

import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page

from cptraining.people.models import Person
from cptraining.settings import Settings
from tests.chromium import SIZES, TIMEOUT_MILLISECONDS, Opening
from tests.journeys.server import RealServer
from tests.pages import Client


def cookie_of(app: Flask, person: Person, address: str) -> dict[str, str]:
    """The cookie that a person's browser has after signing in."""
    name = app.config["SESSION_COOKIE_NAME"]
    cookie = Client(app).sign_in(person).http.get_cookie(name)
    assert cookie is not None
    return {"name": name, "value": cookie.value, "url": address}


@pytest.fixture
def enter(app: Flask, open_browser: Opening, live_server: str) -> Callable[..., Page]:
    """Opens the browser of somebody who is signed in, without the form."""

    def enter_as(person: Person | None, **options: object) -> Page:
        page = open_browser(**options)
        if person is not None:
            page.context.add_cookies([cookie_of(app, person, live_server)])
        return page

    return enter_as


@pytest.fixture
def free_port() -> int:
    """A port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def real_server(app: Flask, instance: Path, free_port: int) -> Iterator[RealServer]:
    """The real server, not started, on the database and with the key of `app`."""
    settings: Settings = app.extensions["settings"]
    server = RealServer(
        mode="development",
        instance_path=instance,
        port=free_port,
        database_url=settings.database_url,
        secret_key=settings.secret_key,
    )
    yield server
    server.kill()


@pytest.fixture
def visit(
    app: Flask, browser: Browser, real_server: RealServer
) -> Iterator[Callable[[Person], Page]]:
    """Opens somebody's browser on the real server, which may be down."""
    contexts: list[BrowserContext] = []

    def visit_as(person: Person) -> Page:
        context = browser.new_context(base_url=real_server.address, viewport=SIZES["desk"])
        contexts.append(context)
        context.set_default_timeout(TIMEOUT_MILLISECONDS)
        context.add_cookies([cookie_of(app, person, real_server.address)])
        return context.new_page()

    yield visit_as
    for context in contexts:
        context.close()


@pytest.fixture
def grace(world):
    """A learner who has begun the Taster and read the note; `cycle_id` is hers."""
    from cptraining.learning import actions  # noqa: PLC0415 -- it imports the application

    person = world.learner(world.agency(), "Grace Mensah")
    person.cycle_id = world.assign(person, world.course().course_id)
    with world.at_work() as now:
        actions.open_cycle(person.cycle_id, person.id, now)
        actions.read_note(person.cycle_id, person.id, now)
    return person


@pytest.fixture
def attempt(world, grace) -> int:
    """The try at the quiz that Grace has begun."""
    from cptraining.learning import attempts  # noqa: PLC0415

    with world.at_work() as now:
        return attempts.start(grace.cycle_id, "T1.quiz", actor_id=grace.id, now=now, shuffle=list)
