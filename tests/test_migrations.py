"""Migrations make what the models say, go up and down with data in place, and lose no rows."""

import shutil

import flask_migrate
import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, select, text

from cptraining.community import actions as gallery
from cptraining.community import asking
from cptraining.community.models import Exhibit
from cptraining.database import db, migrations_folder
from cptraining.learning import actions, sharing
from cptraining.learning.models import Answer
from tests.databases import on_both

REVISION = '''
"""{words}

Revision ID: test
Revises: {head}
"""
import sqlalchemy as sa
from alembic import op

revision = "test"
down_revision = "{head}"


def upgrade():
    {does}


def downgrade():
    pass
'''


def script():
    config = Config()
    config.set_main_option("script_location", str(migrations_folder()))
    return ScriptDirectory.from_config(config)


@pytest.fixture
def lived_in(world):
    """A database in which people have worked."""
    agency = world.agency()
    kofi, maria = world.learner(agency, team=world.team(agency)), world.trainer(agency)
    cycle = world.assign(kofi, world.course().course_id, actor=maria.id)
    with world.at_work() as now:
        actions.open_cycle(cycle, kofi.id, now)
        actions.complete_step(cycle, "T1.wheels", actor_id=kofi.id, now=now)
        actions.save_answer(cycle, "T1.try", {"words": "x"}, number=0, now=now)
        sharing.share(cycle, "T1.try", actor_id=kofi.id, now=now)
        answer = db.session.scalars(select(Answer.id)).one()
        gallery.approve(cycle, answer, seen=1, actor_id=maria.id, now=now)
        exhibit = db.session.scalars(select(Exhibit.id)).one()
        asking.ask(exhibit, "Who pays?", asker_id=maria.id, now=now)


def counts():
    """How many rows each table holds."""
    with db.engine.connect() as connection:
        return {
            name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one()
            for name in inspect(connection).get_table_names()
        }


def revised(folder, does):
    """The migrations with one more after them that does this."""
    shutil.copytree(migrations_folder(), folder)
    revision = REVISION.format(words="One more.", head=script().get_current_head(), does=does)
    (folder / "versions" / "9999_test.py").write_text(revision.lstrip())
    return str(folder)


@on_both
def test_migrations_make_what_the_models_say(app):
    with app.app_context():
        flask_migrate.check()


@on_both
@pytest.mark.parametrize("revision", [found.revision for found in script().walk_revisions()])
def test_a_revision_goes_down_and_up_again_with_data(app, lived_in, revision):
    with app.app_context():
        before = counts()
        flask_migrate.downgrade(revision=f"{revision}-1")
        between = counts()
        flask_migrate.upgrade()
        flask_migrate.check()
        after = counts()
    assert after.keys() == before.keys()
    assert {name: after[name] for name in between} == {name: before[name] for name in between}


def test_files_are_numbered_in_their_order():
    revisions = [found.revision for found in script().walk_revisions()][::-1]
    assert revisions == [f"{n:04}" for n in range(1, len(revisions) + 1)]
    names = sorted(path.name for path in (migrations_folder() / "versions").glob("*.py"))
    assert [name.partition("_")[0] for name in names] == revisions


@on_both
def test_copying_a_parent_table_keeps_its_childrens_rows(app, lived_in, tmp_path):
    does = (
        'with op.batch_alter_table("person", recreate="always") as person:\n'
        '        person.add_column(sa.Column("nickname", sa.String()))'
    )
    if db_is_postgresql(app):
        does = 'op.add_column("person", sa.Column("nickname", sa.String()))'
    with app.app_context():
        before = counts()
        flask_migrate.upgrade(directory=revised(tmp_path / "m", does))
        assert counts() == before
        with db.engine.connect() as connection:
            names = {column["name"] for column in inspect(connection).get_columns("person")}
            assert "nickname" in names
            if not db_is_postgresql(app):
                assert connection.execute(text("PRAGMA foreign_keys")).scalar_one() == 1


@on_both
def test_a_revision_that_would_leave_orphans_is_refused_whole(app, lived_in, tmp_path):
    does = 'op.create_table("half_done", sa.Column("id", sa.Integer()))\n'
    does += '    op.execute("DELETE FROM person")'
    with app.app_context():
        before = counts()
        with pytest.raises((SystemExit, Exception)):
            flask_migrate.upgrade(directory=revised(tmp_path / "m", does))
        assert counts() == before
        with db.engine.connect() as connection:
            version = connection.execute(text("SELECT version_num FROM alembic_version"))
            assert version.scalar_one() == script().get_current_head()


def db_is_postgresql(app):
    return bool(app.extensions["settings"].database_url)
