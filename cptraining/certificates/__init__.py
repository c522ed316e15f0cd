"""Proof of completion, frozen when issued and checkable by anyone."""

from flask import Flask

from cptraining.certificates import cli, views
from cptraining.certificates import mails as mails
from cptraining.certificates import models as models


def init_app(app: Flask) -> None:
    """Add the pages and commands of certificates."""
    app.register_blueprint(views.pages)
    app.cli.add_command(cli.certificates)
