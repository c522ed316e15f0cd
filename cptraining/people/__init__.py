"""Agencies, teams, people and roles; signing in; who may see whom."""

from flask import Flask

from cptraining.people import access
from cptraining.people.views import blueprint, sessions

VIEWS = (sessions,)


def init_app(app: Flask) -> None:
    """Add the pages and commands of people."""
    access.init_app(app)
    app.register_blueprint(blueprint)
