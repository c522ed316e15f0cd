"""Bite-size Connecting People training: courses, exercises, progress, certificates, reports."""

import os
from typing import Any

from flask import Flask
from flask_migrate import Migrate

from cptraining import (
    certificates,
    community,
    courses,
    database,
    exchange,
    learning,
    operations,
    people,
    reports,
    settings,
    web,
)

PARTS = [web, people, courses, certificates, learning, community, reports, exchange, operations]


def create_app(**chosen: Any) -> Flask:
    """Wire the application together; `chosen` settings go before the environment.

    Raises SettingsError when the settings are not right.
    """
    configured = settings.from_environment(os.environ, **chosen)
    app = Flask(__name__, template_folder=".", static_folder=None)
    app.extensions["settings"] = configured
    app.config["SECRET_KEY"] = configured.secret_key
    database.init_app(app)
    Migrate(
        app,
        database.db,
        directory=str(database.migrations_folder()),
        render_as_batch=True,
        render_item=database.frozen_type,
    )
    for part in PARTS:
        part.init_app(app)
    return app
