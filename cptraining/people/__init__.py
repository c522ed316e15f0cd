"""Agencies, teams, people and roles; signing in; who may see whom."""

from flask import Flask

from cptraining.people import access, cli
from cptraining.people import mails as mails
from cptraining.people.views import (
    account,
    blueprint,
    demonstration,
    forgetting,
    joining,
    roster,
    sessions,
)

VIEWS = (sessions, demonstration, joining, forgetting, account, roster)


def init_app(app: Flask) -> None:
    """Add the pages, commands and mail of people."""
    access.init_app(app)
    app.register_blueprint(blueprint)
    app.cli.add_command(cli.agencies)
    app.cli.add_command(cli.people)
