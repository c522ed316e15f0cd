"""A try at a quiz: one question a page, then how it went."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cptraining.certificates import queries as certificates
from cptraining.certificates.models import Certificate
from cptraining.database import transaction
from cptraining.learning import asking, attempts
from cptraining.learning.asked import Asked
from cptraining.learning.asking import TryPage
from cptraining.learning.forms import certain, numbered
from cptraining.learning.keeping import Saved, Stale
from cptraining.learning.views import blueprint
from cptraining.learning.views.shared import ask_for, go_on, renumber, saved_json, wants_json
from cptraining.learning.work import hold
from cptraining.people.access import me, signed_in
from cptraining.rules import privacy
from cptraining.rules.words import Words
from cptraining.web.clock import now
from cptraining.web.filters import time, today
from cptraining.web.forms import Press


@blueprint.route("/attempts/<int:attempt_id>/<int:position>", methods=["GET", "POST"])
@signed_in
def question(attempt_id: int, position: int) -> ResponseReturnValue:
    """Answer a question; once nothing can be changed, see what each answer does."""
    page = _current(attempt_id)
    asked = page.at(position)
    if asked.is_checked or page.is_done:
        return _feedback(asked)
    form = _form(asked)
    if request.method == "GET":
        must_ask = page.is_told_at_once and page.needs_name(me())
        return redirect(page.name_url, 303) if must_ask else _ask(asked, form)
    if not form.submitted():
        return _refuse(asked, form)
    if request.form.get("intent") == "save":
        return _save(asked, form)
    return _check(asked, form) if page.is_told_at_once else _next(asked, form)


@blueprint.route("/attempts/<int:attempt_id>", methods=["GET", "POST"])
@signed_in
def attempt(attempt_id: int) -> ResponseReturnValue:
    """How a finished try went; for an open one, the next question or what is left."""
    page = _current(attempt_id)
    form = Press()
    if form.submitted():
        if page.needs_name(me()):
            return redirect(page.name_url, 303)
        with transaction():
            attempts.finish(attempt_id, actor_id=me().id, now=now())
        return redirect(url_for("learning.attempt", attempt_id=attempt_id), 303)
    is_asking = not page.is_done and page.left and "left" not in request.args
    if is_asking and not form.errors:
        return redirect(page.at(page.left[0]).url, 303)
    page_of = render_template(
        "learning/templates/attempt.html",
        page=page,
        form=form,
        onwards=go_on(page),
        certificate=_certificate(page),
    )
    return page_of, 422 if form.errors else 200


def _current(attempt_id: int) -> TryPage:
    """The try as it stands; one whose time is up is ended first, and who comes late is told."""
    page = asking.try_page(me(), attempt_id, now())
    if page.is_over():
        with transaction():
            attempts.close_if_over(attempt_id, now=now())
        page = asking.try_page(me(), attempt_id, now())
    if page.is_ended_by_time and request.method == "POST" and not wants_json():
        flash(_("The time was up before this arrived. What was saved by then counts."))
    return page


def _certificate(page: TryPage) -> Certificate | None:
    """The certificate, when this was what the course still needed."""
    is_end = page.is_done and page.is_course_complete and not page.attempt.is_practice
    return certificates.latest(page.cycle.id) if is_end else None


def _form(asked: Asked) -> Any:
    """The question's form with the draft in it."""
    fields = asked.kind.form(asked.question, asked.order)
    form = numbered(certain(fields) if asked.asks_certainty else fields)
    value = asked.answer.value if asked.answer else None
    number = asked.answer.number if asked.answer else 0
    more = {"certainty": asked.answer.certainty} if asked.answer else {}
    return form(data={**form.filled(value), **more, "number": number})


def _ask(asked: Asked, form: Any, stale: Stale | None = None) -> str:
    value = asked.answer.value if asked.answer else None
    return render_template(
        "learning/templates/question.html",
        page=asked.page,
        asked=asked,
        form=form,
        stale=stale,
        warnings=_warnings(asked, value),
    )


def _warnings(asked: Asked, value: Any) -> list[Words]:
    """What in a text that somebody reads looks as if it pointed to a real person."""
    is_read = asked.question.criteria and value is not None
    return privacy.findings(asked.question.said(value), today()) if is_read else []


def _feedback(asked: Asked) -> ResponseReturnValue:
    if wants_json():
        return {"number": asked.answer.number if asked.answer else 0}, 409
    return render_template(
        "learning/templates/feedback.html",
        page=asked.page,
        asked=asked,
        certificate=_certificate(asked.page),
    )


def _refuse(asked: Asked, form: Any) -> ResponseReturnValue:
    """What was chosen, with what is wrong in it."""
    if wants_json():
        return {"errors": form.errors}, 422
    return _ask(asked, form), 422


def _keep(asked: Asked, form: Any) -> Saved | Stale:
    """Save the draft, in the caller's transaction."""
    more = {"certainty": form.certainty.data} if asked.asks_certainty else {}
    return attempts.save(
        asked.page.attempt.id,
        asked.question.id,
        form.answer,
        number=form.number.data,
        now=now(),
        **more,
    )


def _save(asked: Asked, form: Any) -> ResponseReturnValue:
    """Keep the draft and stay."""
    with transaction():
        outcome = _keep(asked, form)
    if isinstance(outcome, Stale):
        return _conflict(asked, form, outcome)
    if wants_json():
        return saved_json(outcome, _warnings(asked, form.answer))
    flash(_("Saved at %(time)s.", time=time(outcome.saved_at)))
    return redirect(request.path, 303)


def _next(asked: Asked, form: Any) -> ResponseReturnValue:
    """Keep the answer and go on: to the next question that is left, or to the end."""
    with transaction():
        outcome = _keep(asked, form)
    if isinstance(outcome, Stale):
        return _conflict(asked, form, outcome)
    page = _current(asked.page.attempt.id)
    following = asked.position + 1
    if page.is_done or following > len(page.ids):
        return redirect(url_for("learning.attempt", attempt_id=page.attempt.id, left=1), 303)
    return redirect(page.at(following).url, 303)


def _check(asked: Asked, form: Any) -> ResponseReturnValue:
    """Keep the answer and lock it, unless something is missing."""
    page = asked.page
    missing = asked.missing(form)
    must_ask = page.needs_name(me())
    with transaction():
        hold(page.cycle.id)
        outcome = _keep(asked, form)
        if not (isinstance(outcome, Stale) or missing or must_ask):
            attempts.check(page.attempt.id, asked.question.id, actor_id=me().id, now=now())
    if isinstance(outcome, Stale):
        return _conflict(asked, form, outcome)
    if missing:
        renumber(form, outcome.number)
        ask_for(form, missing)
        return _ask(asked, form), 422
    return redirect(page.name_url if must_ask else request.path, 303)


def _conflict(asked: Asked, form: Any, stale: Stale) -> ResponseReturnValue:
    """Both answers: the one that is saved, and the one on this page."""
    fresh = asking.try_page(me(), asked.page.attempt.id, now()).at(asked.position)
    if fresh.is_checked:
        return _feedback(fresh)
    if wants_json():
        return {"number": stale.number}, 409
    renumber(form, stale.number)
    return _ask(asked, form, stale), 409
