"""People of one agency meet: the gallery of what they show each other."""

from flask import Flask

from cptraining.community import mails as mails
from cptraining.community import views


def init_app(app: Flask) -> None:
    """Add the gallery's pages."""
    app.register_blueprint(views.pages)
