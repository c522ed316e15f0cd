"""A person works through a course and completes it."""

from flask import Flask

from cptraining.learning import models as models


def init_app(app: Flask) -> None:
    """Add the pages of learning."""
