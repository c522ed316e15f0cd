"""The calendar day of a moment in a time zone, in SQL: `local_day(zone, moment)`.

PostgreSQL knows zones. SQLite is taught: it calls the same rule as Python does.
"""

import sqlite3
from datetime import UTC, date, datetime
from typing import Any

from flask import Flask
from sqlalchemy import Date, event
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from cptraining.database import db
from cptraining.rules.dates import day_in


class local_day(FunctionElement[date]):  # noqa: N801 -- reads as a function of SQL
    """The day of a moment in a zone: `local_day(Agency.zone, CourseState.completed_at)`."""

    type = Date()
    inherit_cache = True


def init_app(app: Flask) -> None:
    """Teach SQLite the function."""
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            event.listen(db.engine, "connect", _teach)


def _teach(connection: sqlite3.Connection, _record: object) -> None:
    connection.create_function("local_day", 2, _local_day, deterministic=True)


def _local_day(zone: str, moment: str | None) -> str | None:
    """The day as SQLite stores days; moments are stored in UTC, without saying so."""
    if moment is None:
        return None
    return day_in(zone, datetime.fromisoformat(moment).replace(tzinfo=UTC)).isoformat()


@compiles(local_day, "sqlite")
def _for_sqlite(element: local_day, compiler: SQLCompiler, **options: Any) -> str:
    return f"local_day({compiler.process(element.clauses, **options)})"


@compiles(local_day, "postgresql")
def _for_postgresql(element: local_day, compiler: SQLCompiler, **options: Any) -> str:
    return f"CAST(timezone({compiler.process(element.clauses, **options)}) AS DATE)"
