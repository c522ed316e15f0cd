"""What trainers see: who has finished, who is stuck, the figures behind it."""

from flask import Flask

from cptraining.reports import localday, views


def init_app(app: Flask) -> None:
    """Add the pages of reports."""
    localday.init_app(app)
    app.register_blueprint(views.pages)
