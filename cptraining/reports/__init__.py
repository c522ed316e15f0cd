"""What trainers see: who has finished, who is stuck, which questions work, the figures behind."""

from flask import Flask

from cptraining.reports import cli, localday
from cptraining.reports.views import completion, pages, questions

VIEWS = (completion, questions)


def init_app(app: Flask) -> None:
    """Add the pages and commands of reports."""
    localday.init_app(app)
    app.register_blueprint(pages)
    app.cli.add_command(cli.statistics)
