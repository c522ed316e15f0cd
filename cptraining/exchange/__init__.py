"""Questions from and for other systems: one folder for each standard, and none knows another."""

from flask import Flask

from cptraining.exchange import cli


def init_app(app: Flask) -> None:
    """Add the commands of exchange."""
    app.cli.add_command(cli.questions)
