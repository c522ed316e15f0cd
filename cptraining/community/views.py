"""The gallery: what hangs in it, hanging something, taking it down."""

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cptraining.community import actions, queries
from cptraining.community.forms import ApproveForm
from cptraining.community.showing import Shown
from cptraining.database import transaction
from cptraining.learning.queries.shared import shared
from cptraining.learning.screens import screen
from cptraining.people.access import me, signed_in, trainer
from cptraining.rules.refusal import NotFound
from cptraining.web.clock import now
from cptraining.web.forms import Press

pages = Blueprint("community", __name__)


@pages.get("/gallery")
@signed_in
def gallery() -> str:
    """What hangs in the galleries of one's agencies."""
    if not me().current:
        raise NotFound
    shown = [Shown.of(hanging) for hanging in queries.hanging(me())]
    agencies = list(dict.fromkeys(belonging.agency.name for belonging in me().current))
    return render_template("community/templates/gallery.html", shown=shown, agencies=agencies)


@pages.route("/gallery/<int:exhibit_id>", methods=["GET", "POST"])
@signed_in
def exhibit(exhibit_id: int) -> ResponseReturnValue:
    """One of them; who wrote it and who trains the agency can take it down."""
    hanging = queries.exhibit(me(), exhibit_id)
    may_end = queries.can_take_down(me(), exhibit_id)
    if request.method == "POST" and not may_end:
        raise NotFound
    form = Press()
    if form.submitted():
        with transaction():
            actions.take_down(hanging.cycle_id, exhibit_id, actor_id=me().id, now=now())
        flash(_("It is taken down."))
        return redirect(url_for("community.gallery"), 303)
    page = render_template(
        "community/templates/exhibit.html", shown=Shown.of(hanging), form=form, may_end=may_end
    )
    return page, 422 if form.errors else 200


@pages.get("/gallery/<int:exhibit_id>.pdf")
@signed_in
def exhibit_pdf(exhibit_id: int) -> Response:
    """The same on paper: A4, or A3 with `a3=1`."""
    shown = Shown.of(queries.exhibit(me(), exhibit_id))
    content = shown.pdf("a3" if "a3" in request.args else "a4", now())
    response = Response(content, mimetype="application/pdf")
    response.headers.set("Content-Disposition", "inline", filename=f"gallery-{exhibit_id}.pdf")
    return response


@pages.route("/gallery/approve/<int:answer_id>", methods=["GET", "POST"])
@trainer
def approve(answer_id: int) -> ResponseReturnValue:
    """Look at what was shared once more, then hang it in the gallery."""
    found = shared(me(), answer_id)
    seen = screen(found.edition_id, found.step)
    if not seen.kind.is_shown:
        raise NotFound
    form = ApproveForm(number=found.number)
    if form.submitted():
        seen_number = form.number.data or 0
        with transaction():
            actions.approve(
                found.cycle_id, answer_id, seen=seen_number, actor_id=me().id, now=now()
            )
        flash(_("It hangs in the gallery. %(name)s is told by mail.", name=found.person))
        return redirect(url_for("community.gallery"), 303)
    form.number.data = found.number
    page = render_template(
        "community/templates/approve.html",
        found=found,
        screen=seen,
        form=form,
        hanging=queries.of_answer(me(), answer_id),
    )
    return page, 422 if form.errors else 200
