"""What one wrote on a step, from outside: who may read it, what was said to it, how it was."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cptraining.database import transaction
from cptraining.learning import player, sharing
from cptraining.learning.forms import CommentForm
from cptraining.learning.queries import shared as queries
from cptraining.learning.screens import screen
from cptraining.learning.views import blueprint
from cptraining.people.access import me, signed_in, trainer
from cptraining.rules.refusal import NotFound
from cptraining.web.clock import now
from cptraining.web.forms import Press


@blueprint.route("/learning/<int:cycle_id>/<step_id>/answer", methods=["GET", "POST"])
@signed_in
def answer(cycle_id: int, step_id: str) -> ResponseReturnValue:
    """Share one's own answer or take it back; read comments and earlier versions."""
    page = player.step_page(me(), cycle_id, step_id)
    if page.answer is None or not page.kind.is_exercise:
        raise NotFound
    form = Press()
    if form.submitted():
        act = sharing.take_back if request.form.get("intent") == "take-back" else sharing.share
        with transaction():
            act(cycle_id, step_id, actor_id=me().id, now=now())
        flash(_("You have taken it back.") if act is sharing.take_back else _("It is shared."))
        return redirect(request.path, 303)
    comments = queries.comments(page.answer.id)
    if page.answer.news:
        with transaction():
            sharing.note_read(page.answer.id, now())
    shown = {"comments": comments, "versions": queries.versions(page.answer.id)}
    template = render_template("learning/templates/answer.html", page=page, form=form, **shown)
    return template, 422 if form.errors else 200


@blueprint.route("/shared/<int:answer_id>", methods=["GET", "POST"])
@trainer
def shared(answer_id: int) -> ResponseReturnValue:
    """What somebody shared with their trainers, and what these say to it."""
    found = queries.shared(me(), answer_id)
    form = CommentForm()
    if form.submitted():
        with transaction():
            sharing.comment(answer_id, form.text.data or "", author_id=me().id, now=now())
        flash(_("%(name)s is told that you have answered.", name=found.person))
        return redirect(url_for("learning.shared", answer_id=answer_id), 303)
    page = render_template(
        "learning/templates/shared.html",
        found=found,
        screen=screen(found.edition_id, found.step),
        comments=queries.comments(answer_id),
        form=form,
    )
    return page, 422 if form.errors else 200
