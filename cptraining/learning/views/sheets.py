"""Work sheets on paper: an exercise blank, or with what was written."""

from dataclasses import replace
from pathlib import Path

from flask import Response, request

from cptraining.learning import player
from cptraining.learning.player import StepPage
from cptraining.learning.queries.values import Written
from cptraining.learning.views import blueprint
from cptraining.people.access import me, signed_in
from cptraining.press import sheets
from cptraining.rules.refusal import NotFound
from cptraining.web.clock import now


@blueprint.get("/learning/<int:cycle_id>/<step_id>/sheet.pdf")
@signed_in
def sheet(cycle_id: int, step_id: str) -> Response:
    """An exercise to print: `filled=1` with what was written, `large=1` in large letters."""
    page = player.step_page(me(), cycle_id, step_id)
    written = page.answer if "filled" in request.args else None
    printed = _sheet(page, page.kind.sheet, written)
    return _file(replace(printed, is_large="large" in request.args), page.step.id)


@blueprint.get("/learning/<int:cycle_id>/<step_id>/poster.pdf")
@signed_in
def poster(cycle_id: int, step_id: str) -> Response:
    """What was written as one page for a wall: A4, or A3 with `a3=1`."""
    page = player.step_page(me(), cycle_id, step_id)
    if page.answer is None:
        raise NotFound
    printed = _sheet(page, page.kind.poster, page.answer)
    return _file(replace(printed, paper="a3" if "a3" in request.args else "a4"), page.step.id)


def _sheet(page: StepPage, template: Path | None, written: Written | None) -> sheets.Sheet:
    if template is None:
        raise NotFound
    return sheets.Sheet(
        template=template,
        course=page.outline.title,
        title=page.step.title,
        instructions=page.step.prose,
        content=page.content,
        answer=written.value if written else None,
    )


def _file(printed: sheets.Sheet, name: str) -> Response:
    response = Response(sheets.pdf(printed, now()), mimetype="application/pdf")
    response.headers.set("Content-Disposition", "inline", filename=f"{name}.pdf")
    response.headers["Cache-Control"] = "private, no-store"
    return response
