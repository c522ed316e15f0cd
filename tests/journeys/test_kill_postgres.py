"""What was acknowledged survives kill -9 of PostgreSQL, alone and together with the server."""

import shutil
from collections.abc import Iterator

import pytest

from tests.databases import make_app, migrate
from tests.journeys.test_kill import expect_acknowledged, saving
from tests.postgres import Mortal, new_folder

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.postgres]


@pytest.fixture
def mortal() -> Iterator[Mortal]:
    """A PostgreSQL for this test alone."""
    server = Mortal(new_folder())
    server.make()
    server.start()
    yield server
    server.kill()
    shutil.rmtree(server.folder)


@pytest.fixture
def database_url(mortal, instance):
    """A migrated database in it."""
    mortal.execute("CREATE DATABASE training")
    url = mortal.address("training")
    migrate(make_app(instance, database_url=url))
    return url


def test_what_was_acknowledged_survives_a_kill_of_the_database(
    visit, grace, attempt, real_server, mortal
):
    real_server.start()
    page = visit(grace)
    for positions, is_server_killed in (((1, 2), False), ((4,), True)):
        writers = saving(page, real_server.address, attempt, positions)
        mortal.kill()
        if is_server_killed:
            real_server.kill()
        for writer in writers:
            writer.join(60)
            assert not writer.is_alive()
        mortal.start()
        if is_server_killed:
            real_server.start()
        expect_acknowledged(page, attempt, writers)
