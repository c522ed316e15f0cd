"""My log: what one wrote for oneself, on one page, to print and to take along."""

from flask import Response, render_template
from flask.typing import ResponseReturnValue

from cptraining.learning import journal
from cptraining.learning.views import blueprint
from cptraining.people.access import me, signed_in
from cptraining.web.clock import now


@blueprint.get("/my-log")
@signed_in
def log() -> ResponseReturnValue:
    """Everything that one wrote in logs."""
    return render_template("learning/templates/log.html", entries=journal.entries(me()))


@blueprint.get("/my-log.md")
@signed_in
def log_markdown() -> Response:
    """The same as Markdown."""
    text = journal.markdown(me(), journal.entries(me()))
    return _file(text, "text/markdown", "my-log.md")


@blueprint.get("/my-log.pdf")
@signed_in
def log_pdf() -> Response:
    """The same on A4."""
    content = journal.pdf(me(), journal.entries(me()), now())
    return _file(content, "application/pdf", "my-log.pdf")


def _file(content: str | bytes, kind: str, name: str) -> Response:
    response = Response(content, mimetype=kind)
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
