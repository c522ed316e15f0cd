"""Work sheets on paper: an exercise blank, or with what was written."""

from flask import Response, request

from cptraining.learning import player
from cptraining.learning.player import StepPage
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
    response = Response(sheets.pdf(_sheet(page), now()), mimetype="application/pdf")
    response.headers.set("Content-Disposition", "inline", filename=f"{page.step.id}.pdf")
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _sheet(page: StepPage) -> sheets.Sheet:
    template = page.kind.sheet
    if template is None:
        raise NotFound
    written = page.answer if "filled" in request.args else None
    return sheets.Sheet(
        template=template,
        course=page.outline.title,
        title=page.step.title,
        instructions=page.step.prose,
        content=page.content,
        answer=written.value if written else None,
        is_large="large" in request.args,
    )
