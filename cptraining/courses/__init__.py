"""Course files become editions that never change."""

from flask import Flask

from cptraining.courses import cli
from cptraining.courses import models as models


def init_app(app: Flask) -> None:
    """Add the commands of courses."""
    app.cli.add_command(cli.courses)
