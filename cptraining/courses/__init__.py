"""Course files become editions that never change."""

from flask import Flask

from cptraining.courses import models as models


def init_app(app: Flask) -> None:
    """Add the commands of courses."""
