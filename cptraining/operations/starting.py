"""Getting an installation ready and serving it."""

import atexit

import click
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask
from flask_migrate import upgrade
from granian import Granian
from granian.constants import Interfaces

from cptraining.courses import actions as courses
from cptraining.courses import package
from cptraining.database import db, migrations_folder, transaction
from cptraining.outbox.worker import Worker
from cptraining.settings import Settings
from cptraining.web.clock import now

BACKLOG = 1024


def is_current() -> bool:
    """Whether the database has every migration."""
    config = Config()
    config.set_main_option("script_location", str(migrations_folder()))
    newest = ScriptDirectory.from_config(config).get_current_head()
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == newest


def prepare() -> None:
    """Bring the database up to date and load the courses that come with the platform."""
    if not is_current():
        upgrade(directory=str(migrations_folder()))
    outlines = [package.read(folder) for folder in package.shipped()]
    with transaction():
        for outline in outlines:
            courses.publish(outline, now=now())


def serve(settings: Settings) -> None:
    """Serve until a signal stops it; Ctrl-C finishes what is under way."""
    click.echo(f"Serving at {settings.public_address} (Ctrl-C stops it)")
    Granian(
        "cptraining:create_app",
        factory=True,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=settings.processes,
        blocking_threads=settings.threads,
        backlog=BACKLOG,
        websockets=False,
        log_enabled=False,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
    ).serve()


def work_beside(app: Flask) -> None:
    """Work the outbox in a thread of this process, and give the lease back at its end."""
    worker = Worker(app)
    worker.start()
    atexit.register(worker.stop)
