"""Looking after an installation: serving, demonstration, doctor, the administrator's pages."""

from flask import Flask

from cptraining.operations import demonstration, views


def init_app(app: Flask) -> None:
    """Add the administrator's pages, and say who is in the demonstration."""
    app.register_blueprint(views.blueprint)
    app.extensions["demonstration"] = [
        (member.email, member.shows) for member in demonstration.CAST
    ]
