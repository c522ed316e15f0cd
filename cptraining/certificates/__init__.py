"""Proof of completion, frozen when issued and checkable by anyone."""

from flask import Flask

from cptraining.certificates import models as models


def init_app(app: Flask) -> None:
    """Add the pages of certificates."""
