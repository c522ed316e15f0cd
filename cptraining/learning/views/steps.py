"""One step: read it, write in it, finish it."""

from collections.abc import Callable, Collection
from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cptraining.certificates import queries as certificates
from cptraining.database import transaction
from cptraining.learning import actions, attempts, player
from cptraining.learning.keeping import Saved, Stale
from cptraining.learning.player import StepPage
from cptraining.learning.views import blueprint
from cptraining.learning.views.shared import (
    go_on,
    renumber,
    saved_json,
    shuffled,
    wants_json,
    warnings_about,
)
from cptraining.learning.work import hold
from cptraining.people.access import me, signed_in
from cptraining.steps.content import CHECKED
from cptraining.web.clock import now
from cptraining.web.filters import time
from cptraining.web.forms import Press, Untouched


@blueprint.route("/learning/<int:cycle_id>/<step_id>", methods=["GET", "POST"])
@signed_in
def step(cycle_id: int, step_id: str) -> ResponseReturnValue:
    """Show a step, or do what the button says."""
    page = player.step_page(me(), cycle_id, step_id)
    form = _form(page)
    if request.method == "GET":
        detour = _detour(page)
        return redirect(detour, 303) if detour else _show(page, form)
    if not form.submitted():
        return _refuse(page, form)
    act = _INTENTS.get(request.form.get("intent", "done").partition(":")[0], _finish)
    detour = None if act is _save else _detour(page)
    return _ask_first(page, form, detour) if detour else act(page, form)


def _detour(page: StepPage) -> str | None:
    """The address of what must be asked before this step is shown or finished."""
    if not (page.needs_note or page.needs_name(me())):
        return None
    asks = "learning.note" if page.needs_note else "learning.name"
    return url_for(asks, cycle_id=page.cycle.id, next=page.step.id)


def _ask_first(page: StepPage, form: Any, detour: str) -> ResponseReturnValue:
    """Save what a page that was open for long still sends; then ask what must be asked."""
    with transaction():
        outcome = _keep(page, form)
    return _conflict(page, form, outcome) if isinstance(outcome, Stale) else redirect(detour, 303)


def _form(page: StepPage) -> Any:
    """The kind's form with what was written; no fields where a page needs none or has them."""
    form = page.screen.form
    if form is None:
        return Press()
    if request.method == "POST":
        return form()
    if page.answer is None and not page.shown:
        return Untouched()
    value = page.answer.value if page.answer else _beginning(page)
    number = page.answer.number if page.answer else 0
    return form(data={**form.filled(value), "number": number})


def _beginning(page: StepPage) -> Any:
    """What the form holds at first: something where the step goes on from the one it shows."""
    same = (shown.answer for shown in page.shown if shown.screen.kind == page.kind)
    return next(map(page.content.begun_from, same), None)


def _show(
    page: StepPage, form: Any, stale: Stale | None = None, *, is_unsaved: bool = False
) -> str:
    value = page.answer.value if page.answer else None
    is_asked = "left" in request.args
    is_told = page.is_complete or is_asked or "checked" in request.args
    return render_template(
        "learning/templates/quiz.html"
        if page.kind.is_attempted
        else "learning/templates/step.html",
        page=page,
        form=form,
        stale=stale,
        now=now(),
        is_unsaved=is_unsaved,
        missing=page.content.missing(value) if value is not None or is_asked else [],
        is_asked=is_asked,
        untouched=page.screen.untouched if isinstance(form, Untouched) else None,
        warnings=warnings_about(page.content, value),
        feedback=page.content.feedback(value) if value is not None and is_told else None,
        **_finished(page),
    )


def _finished(page: StepPage) -> dict[str, Any]:
    """The certificate, on the screen that follows the last step."""
    if not (page.is_course_complete and "finished" in request.args):
        return {"is_finished": False}
    return {"is_finished": True, "certificate": certificates.latest(page.cycle.id)}


def _refuse(page: StepPage, form: Any) -> ResponseReturnValue:
    """What was typed, with what is wrong in it; the buttons of a list work all the same."""
    if wants_json():
        return {"errors": form.errors}, 422
    intent, _colon, what = request.form.get("intent", "").partition(":")
    if intent == "edit" and page.screen.form and form.rearrange(what):
        return _show(page, form, is_unsaved=True)
    return _show(page, form), 422


def _finish(page: StepPage, form: Any) -> ResponseReturnValue:
    """Save what was written and finish the step, unless something is missing still."""
    value = form.answer if page.screen.form else None
    with transaction():
        hold(page.cycle.id)
        outcome = _keep(page, form)
        missing = page.content.missing(value) if page.screen.form else []
        if isinstance(outcome, Saved) and not missing:
            _complete(page)
            _promise(page, form)
    if isinstance(outcome, Stale):
        return _conflict(page, form, outcome)
    if missing:
        return redirect(f"{page.url_of(page.step)}?left=1", 303)
    stays = value is not None and page.content.feedback(value) is not None
    return redirect(page.url_of(page.step) if stays else _onwards(page), 303)


def _edit(page: StepPage, form: Any) -> ResponseReturnValue:
    """Change the answer as a button inside the page says, save it and stay near the button."""
    what = request.form["intent"].partition(":")[2]
    place = form.edit(what) if page.screen.form else None
    asked = "?checked=1" if place == CHECKED else ""
    return _save(page, form, f"{asked}#{place}" if place else "")


def _save(page: StepPage, form: Any, place: str = "") -> ResponseReturnValue:
    """Save what was written and stay; after an edit the page itself shows what it did."""
    with transaction():
        outcome = _keep(page, form)
        if isinstance(outcome, Saved) and _days(page, form) and page.is_complete:
            _promise(page, form)  # A new day may have been set since the step was done.
    if isinstance(outcome, Stale):
        return _conflict(page, form, outcome)
    if wants_json():
        return saved_json(outcome, warnings_about(page.content, form.answer))
    if not place:
        flash(_("Saved at %(time)s.", time=time(outcome.saved_at)))
    return redirect(page.url_of(page.step) + place, 303)


def _paper(page: StepPage, _form: Any) -> ResponseReturnValue:
    """Finish an exercise that was done away from the screen."""
    with transaction():
        _complete(page, on_paper=page.kind.is_exercise)
    return redirect(_onwards(page), 303)


def _start(page: StepPage, _form: Any) -> ResponseReturnValue:
    """Begin a try at the quiz, or go on with the open one."""
    return _begin(page, attempts.start)


def _practise(page: StepPage, _form: Any) -> ResponseReturnValue:
    """Begin a round that does not count, or go on with it."""
    return _begin(page, attempts.practise)


def _begin(page: StepPage, begin: Callable[..., int]) -> ResponseReturnValue:
    with transaction():
        attempt_id = begin(
            page.cycle.id, page.step.id, actor_id=me().id, now=now(), shuffle=shuffled
        )
    return redirect(url_for("learning.attempt", attempt_id=attempt_id), 303)


_INTENTS: dict[str, Callable[[StepPage, Any], ResponseReturnValue]] = {
    "done": _finish,
    "save": _save,
    "more": _save,
    "edit": _edit,
    "paper": _paper,
    "start": _start,
    "practise": _practise,
}


def _keep(page: StepPage, form: Any) -> Saved | Stale:
    """Save what was written; on a step without a form nothing can be stale."""
    if page.screen.form is None:
        return Saved(0, now())
    return actions.save_answer(
        page.cycle.id, page.step.id, form.answer, number=form.number.data, now=now()
    )


def _complete(page: StepPage, *, on_paper: bool = False) -> None:
    actions.complete_step(
        page.cycle.id, page.step.id, actor_id=me().id, now=now(), on_paper=on_paper
    )


def _days(page: StepPage, form: Any) -> Collection[date]:
    """The days on which the person wants to look back at what they wrote."""
    return page.content.follow_ups(form.answer) if page.screen.form else ()


def _promise(page: StepPage, form: Any) -> None:
    """Have the person reminded on those days."""
    days = _days(page, form)
    actions.promise(page.cycle.id, page.step.id, days, zone=page.cycle.zone, now=now())


def _conflict(page: StepPage, form: Any, stale: Stale) -> ResponseReturnValue:
    """Both texts: what is saved, and what this page holds."""
    if wants_json():
        return {"number": stale.number}, 409
    renumber(form, stale.number)
    return _show(page, form, stale), 409


def _onwards(page: StepPage) -> str:
    """The next step; when that was the last one, this page with the certificate on it."""
    fresh = player.step_page(me(), page.cycle.id, page.step.id)
    if fresh.is_course_complete and not page.is_course_complete:
        return f"{page.url_of(page.step)}?finished=1"
    return go_on(fresh)
