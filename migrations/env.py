"""How migrations run: on the application's database, in one transaction, rows kept.

On SQLite a table is changed by copying it. With foreign keys on, dropping the old table would
delete its children's rows by cascade, so they are off meanwhile and checked before the commit.
"""

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from cptraining.database import WRITING

database = current_app.extensions["migrate"].db


def forget_empty(migration_context, revision, directives):
    """Write no migration when nothing changed."""
    if (
        getattr(context.config.cmd_opts, "autogenerate", False)
        and directives[0].upgrade_ops.is_empty()
    ):
        directives[:] = []


def is_named_by_models(name, _kind, _parents) -> bool:
    """Whether a model could know this; full-text indexes are each database's own (0006)."""
    return not (name or "").startswith("passage_words")


def run_online() -> None:
    """Run the migrations on an open connection: all of them, or none."""
    with database.engine.connect() as connection:
        writing = connection.execution_options(**WRITING[connection.dialect.name])
        if connection.dialect.name != "sqlite":
            migrate(writing)
            return
        # SQLite can undo changes of tables, though Alembic expects it of other databases only.
        switch_foreign_keys(connection, "OFF")
        try:
            migrate(writing, after=refuse_orphans, transactional_ddl=True)
        finally:
            switch_foreign_keys(connection, "ON")


def migrate(connection: Connection, after=lambda _: None, **options) -> None:
    """Run the migrations in one transaction, and what is to follow them in it."""
    context.configure(
        connection=connection,
        target_metadata=database.metadata,
        include_name=is_named_by_models,
        process_revision_directives=forget_empty,
        **current_app.extensions["migrate"].configure_args,
        **options,
    )
    with context.begin_transaction():
        context.run_migrations()
        after(connection)


def switch_foreign_keys(connection: Connection, value: str) -> None:
    """Switch them outside a transaction: inside one SQLite ignores the pragma."""
    connection.connection.driver_connection.execute(f"PRAGMA foreign_keys = {value}")


def refuse_orphans(connection: Connection) -> None:
    """Raise before the commit when a row points to one that is gone."""
    orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if orphans:
        raise RuntimeError(f"the migration would leave rows without their parents: {orphans[:5]}")


def run_offline() -> None:
    """Print the SQL instead of running it."""
    context.configure(
        url=database.engine.url.render_as_string(hide_password=False),
        target_metadata=database.metadata,
        literal_binds=True,
    )
    with context.begin_transaction():
        context.run_migrations()


if context.is_offline_mode():
    run_offline()
else:
    run_online()
