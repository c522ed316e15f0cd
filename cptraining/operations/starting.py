"""Getting an installation ready: the database up to date, the courses loaded."""

from collections.abc import Iterable

from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_migrate import upgrade

from cptraining.courses import actions as courses
from cptraining.courses import package
from cptraining.database import db, migrations_folder, transaction
from cptraining.web.clock import now


def is_current() -> bool:
    """Whether the database has every migration."""
    config = Config()
    config.set_main_option("script_location", str(migrations_folder()))
    newest = ScriptDirectory.from_config(config).get_current_head()
    with db.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() == newest


def prepare(examples: Iterable[str] = ()) -> None:
    """Bring the database up to date and load the courses that come with the platform.

    `examples` names kinds of step whose own example is loaded too, as a course of one step.
    """
    if not is_current():
        upgrade(directory=str(migrations_folder()))
    outlines = [package.read(folder) for folder in package.shipped()]
    outlines += [package.example_course(kind) for kind in examples]
    with transaction():
        for outline in outlines:
            courses.publish(outline, now=now())
