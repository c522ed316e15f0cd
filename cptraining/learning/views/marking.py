"""A trainer reads open answers and marks them."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cptraining.database import transaction
from cptraining.learning import marking
from cptraining.learning.forms import mark_form
from cptraining.learning.marking import Judged, MarkedMeanwhile
from cptraining.learning.queries import marking as queries
from cptraining.learning.queries.marking import ToMark
from cptraining.learning.screens import quiz
from cptraining.learning.views import blueprint
from cptraining.people.access import me, trainer
from cptraining.questions.content import Question
from cptraining.rules.refusal import NotFound
from cptraining.web.clock import now
from cptraining.web.filters import words


@blueprint.route("/marking")
@trainer
def to_mark() -> ResponseReturnValue:
    """What waits to be marked, the oldest first."""
    found = [(one, _question(one)) for one in queries.waiting(me())]
    return render_template("learning/templates/to_mark.html", found=found)


@blueprint.route("/marking/<int:given_id>", methods=["GET", "POST"])
@trainer
def mark(given_id: int) -> ResponseReturnValue:
    """Read one answer and give points by the rubric."""
    found = queries.one(me(), given_id)
    question = _question(found)
    if not question.criteria or found.value is None:
        raise NotFound
    form = mark_form(question)(data=_known(found))
    if form.submitted():
        return _save(found, form)
    return _show(found, form), 422 if form.errors else 200


def _question(found: ToMark) -> Question:
    return quiz(found.edition_id, found.step).question(found.question)


def _known(found: ToMark) -> dict[str, Any]:
    """What the form shows at first."""
    points = {f"points{place}": str(given) for place, given in enumerate(found.points or ())}
    seen = found.marked_at.isoformat() if found.marked_at else ""
    return {**points, "note": found.note or "", "seen": seen}


def _show(found: ToMark, form: Any) -> str:
    return render_template(
        "learning/templates/mark.html", found=found, question=_question(found), form=form
    )


def _save(found: ToMark, form: Any) -> ResponseReturnValue:
    judged = Judged(form.points, form.note.data or "", form.seen.data or "")
    try:
        with transaction():
            marking.mark(found.id, judged, actor_id=me().id, now=now())
    except MarkedMeanwhile as refusal:
        fresh = queries.one(me(), found.id)
        form.seen.data = _known(fresh)["seen"]
        form.note.errors = [words(refusal.words)]
        return _show(fresh, form), 409
    flash(
        _("Marked. %(name)s is told once nothing of this try waits any more.", name=found.person)
    )
    following = next(iter(queries.waiting(me())), None)
    if following is None:
        return redirect(url_for("learning.to_mark"), 303)
    return redirect(url_for("learning.mark", given_id=following.id), 303)
