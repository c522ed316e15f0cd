"""What trainers see: who has finished, who is stuck, the figures behind it."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Add the pages of reports."""
