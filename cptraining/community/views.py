"""The gallery: what hangs in it, hanging something, taking it down, leaving a question."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cptraining.community import actions, asked, asking, queries
from cptraining.community.forms import ApproveForm, AskForm
from cptraining.community.showing import Shown, Visit
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
    return render_template(
        "community/templates/gallery.html",
        shown=shown,
        agencies=agencies,
        questions=asked.counts(me()) if shown else {},
    )


@pages.route("/gallery/<int:exhibit_id>", methods=["GET", "POST"])
@signed_in
def exhibit(exhibit_id: int) -> ResponseReturnValue:
    """One of them: leave a question or remove one; its writer and trainers take it down."""
    visit = Visit.of(me(), exhibit_id)
    intent, _colon, which = request.form.get("intent", "take-down").partition(":")
    form = AskForm() if intent == "ask" else Press()
    if request.method == "POST":
        act = _ACTS.get(intent)
        if act is None or not visit.may(intent, which):
            raise NotFound
        if form.submitted():
            return act(visit, form, which)
    page = render_template(
        "community/templates/exhibit.html",
        visit=visit,
        form=form,
        ask=form if intent == "ask" else AskForm(formdata=None),
    )
    return page, 422 if form.errors else 200


def _take_down(visit: Visit, _form: Press, _which: str) -> ResponseReturnValue:
    hanging = visit.shown.hanging
    with transaction():
        actions.take_down(hanging.cycle_id, hanging.id, actor_id=me().id, now=now())
    flash(_("It is taken down."))
    return redirect(url_for("community.gallery"), 303)


def _ask(visit: Visit, form: AskForm, _which: str) -> ResponseReturnValue:
    text = form.text.data or ""
    with transaction():
        asking.ask(visit.shown.hanging.id, text, asker_id=me().id, now=now())
    flash(_("Your question is left here. Its writer is told by mail."))
    return redirect(request.path, 303)


def _remove(_visit: Visit, _form: Press, which: str) -> ResponseReturnValue:
    with transaction():
        asking.remove(int(which), actor_id=me().id, now=now())
    flash(_("The question is gone."))
    return redirect(request.path, 303)


_ACTS: dict[str, Callable[[Visit, Any, str], ResponseReturnValue]] = {
    "take-down": _take_down,
    "ask": _ask,
    "remove": _remove,
}


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
