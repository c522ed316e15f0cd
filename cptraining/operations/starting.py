"""Getting an installation ready: the database up to date, the courses loaded."""

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


def prepare(*, has_examples: bool = False) -> None:
    """Bring the database up to date and load the courses that come with the platform.

    With examples, a course with every kind of step is among them.
    """
    if not is_current():
        upgrade(directory=str(migrations_folder()))
    outlines = [package.read(folder) for folder in package.shipped()]
    if has_examples:
        outlines.append(package.example_course())
    with transaction():
        for outline in outlines:
            courses.publish(outline, now=now())
