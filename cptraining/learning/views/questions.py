"""A try at a quiz: one question a page, then how it went."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cptraining.certificates import queries as certificates
from cptraining.certificates.models import Certificate
from cptraining.database import transaction
from cptraining.learning import attempts, player
from cptraining.learning.forms import numbered
from cptraining.learning.keeping import Stale
from cptraining.learning.player import QuestionPage
from cptraining.learning.views import blueprint
from cptraining.learning.views.shared import ask_for, go_on, renumber, saved_json, wants_json
from cptraining.people.access import me, signed_in
from cptraining.web.clock import now
from cptraining.web.filters import time
from cptraining.web.forms import Press


@blueprint.route("/attempts/<int:attempt_id>/<int:position>", methods=["GET", "POST"])
@signed_in
def question(attempt_id: int, position: int) -> ResponseReturnValue:
    """Answer a question and check it; once checked, see what each answer does."""
    page = player.question_page(me(), attempt_id, position)
    if page.is_checked or page.attempt.finished_at:
        return _feedback(page)
    form = _form(page)
    if request.method == "GET":
        return redirect(page.name_url, 303) if page.needs_name(me()) else _ask(page, form)
    if not form.submitted():
        return _refuse(page, form)
    return _save(page, form) if request.form.get("intent") == "save" else _check(page, form)


@blueprint.route("/attempts/<int:attempt_id>", methods=["GET", "POST"])
@signed_in
def attempt(attempt_id: int) -> ResponseReturnValue:
    """How a finished try went; for an open one, the next question or what is left."""
    page = player.question_page(me(), attempt_id)
    form = Press()
    if form.submitted():
        if page.needs_name(me()):
            return redirect(page.name_url, 303)
        with transaction():
            attempts.finish(attempt_id, actor_id=me().id, now=now())
        return redirect(url_for("learning.attempt", attempt_id=attempt_id), 303)
    is_open = page.attempt.finished_at is None
    if is_open and not form.errors and "left" not in request.args:
        place = page.unchecked[0]
        return redirect(url_for("learning.question", attempt_id=attempt_id, position=place), 303)
    shown = [page.at(place) for place in range(1, len(page.ids) + 1)]
    page_of = render_template(
        "learning/templates/attempt.html",
        page=page,
        shown=shown,
        form=form,
        onwards=go_on(page),
        certificate=_certificate(page),
    )
    return page_of, 422 if form.errors else 200


def _certificate(page: QuestionPage) -> Certificate | None:
    """The certificate, when this was what the course still needed."""
    return certificates.latest(page.cycle.id) if page.is_course_complete else None


def _form(page: QuestionPage) -> Any:
    """The question's form with the draft in it."""
    form = numbered(page.question_kind.form(page.question, page.order))
    value = page.answer.value if page.answer else None
    number = page.answer.number if page.answer else 0
    return form(data={**form.filled(value), "number": number})


def _ask(page: QuestionPage, form: Any, stale: Stale | None = None) -> str:
    return render_template("learning/templates/question.html", page=page, form=form, stale=stale)


def _feedback(page: QuestionPage) -> ResponseReturnValue:
    if wants_json():
        return {"number": page.answer.number if page.answer else 0}, 409
    value = page.answer.value if page.is_checked and page.answer else None
    return render_template(
        "learning/templates/feedback.html",
        page=page,
        answer=value,
        remarks=page.question.remarks(value, page.order),
        certificate=_certificate(page) if page.attempt.finished_at else None,
    )


def _refuse(page: QuestionPage, form: Any) -> ResponseReturnValue:
    """What was chosen, with what is wrong in it."""
    if wants_json():
        return {"errors": form.errors}, 422
    return _ask(page, form), 422


def _save(page: QuestionPage, form: Any) -> ResponseReturnValue:
    """Keep the draft and stay."""
    with transaction():
        outcome = attempts.save(
            page.attempt.id, page.question.id, form.answer, number=form.number.data, now=now()
        )
    if isinstance(outcome, Stale):
        return _conflict(page, form, outcome)
    if wants_json():
        return saved_json(outcome)
    flash(_("Saved at %(time)s.", time=time(outcome.saved_at)))
    return redirect(request.path, 303)


def _check(page: QuestionPage, form: Any) -> ResponseReturnValue:
    """Keep the answer and lock it, unless something is missing."""
    missing = page.question.missing(form.answer)
    must_ask = page.needs_name(me())
    with transaction():
        outcome = attempts.save(
            page.attempt.id, page.question.id, form.answer, number=form.number.data, now=now()
        )
        if not (isinstance(outcome, Stale) or missing or must_ask):
            attempts.check(page.attempt.id, page.question.id, actor_id=me().id, now=now())
    if isinstance(outcome, Stale):
        return _conflict(page, form, outcome)
    if missing:
        renumber(form, outcome.number)
        ask_for(form, missing)
        return _ask(page, form), 422
    return redirect(page.name_url if must_ask else request.path, 303)


def _conflict(page: QuestionPage, form: Any, stale: Stale) -> ResponseReturnValue:
    """Both answers: the one that is saved, and the one on this page."""
    fresh = player.question_page(me(), page.attempt.id, page.position)
    if fresh.is_checked:
        return _feedback(fresh)
    if wants_json():
        return {"number": stale.number}, 409
    renumber(form, stale.number)
    return _ask(page, form, stale), 409
