"""The learner's home, a course, and what is asked once in it: the note and the name."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from cptraining.courses import queries as courses
from cptraining.database import transaction
from cptraining.learning import actions, assignments, books, shelf
from cptraining.learning.forms import NoteForm
from cptraining.learning.queries import own
from cptraining.learning.views import blueprint
from cptraining.people import actions as people
from cptraining.people.access import me, signed_in
from cptraining.people.forms import NameForm
from cptraining.rules.refusal import NotFound
from cptraining.web.clock import now
from cptraining.web.forms import Press


@blueprint.get("/home")
@signed_in
def home() -> ResponseReturnValue:
    """Continue where you left off, what is due, what is done."""
    cards = shelf.shelf(me(), now())
    first = shelf.what_next(cards)
    form = None if first is None or first.is_open else Press()
    return render_template("learning/templates/home.html", cards=cards, first=first, form=form)


@blueprint.get("/courses/<slug>")
@signed_in
def course(slug: str) -> ResponseReturnValue:
    """What an open course holds before it is begun; one's own course otherwise."""
    card = shelf.of_course(me(), slug, now())
    if card.cycle:
        return redirect(url_for("learning.cycle", cycle_id=card.cycle.id))
    return _course(card)


@blueprint.post("/courses/<slug>/start")
@signed_in
def start(slug: str) -> ResponseReturnValue:
    """Begin an open course by one's own choice."""
    form = Press()
    if not form.submitted():
        return _press_again(form)
    course_id = courses.course(slug).id
    with transaction():
        cycle_id = assignments.begin(me(), course_id, now())
        actions.open_cycle(cycle_id, me().id, now())
    return redirect(_next_of(shelf.card(me(), cycle_id, now())), 303)


@blueprint.post("/learning/<int:cycle_id>/open")
@signed_in
def begin(cycle_id: int) -> ResponseReturnValue:
    """Begin a course that was assigned."""
    own.cycle(me(), cycle_id)
    form = Press()
    if not form.submitted():
        return _press_again(form)
    with transaction():
        actions.open_cycle(cycle_id, me().id, now())
    return redirect(_next_of(shelf.card(me(), cycle_id, now())), 303)


def _press_again(form: Press) -> ResponseReturnValue:
    back = url_for("learning.home")
    return render_template("web/templates/again.html", form=form, back=back), 422


@blueprint.get("/learning/<int:cycle_id>")
@signed_in
def cycle(cycle_id: int) -> ResponseReturnValue:
    """One's own course: modules, steps, what is left and why."""
    return _course(shelf.card(me(), cycle_id, now()))


def _course(card: shelf.Card) -> str:
    pages = books.pages(card.shelved.edition_id)
    page = "learning/templates/course.html"
    return render_template(page, card=card, pages=pages, form=Press())


@blueprint.get("/learning/<int:cycle_id>/modules/<module_id>")
@signed_in
def module(cycle_id: int, module_id: str) -> ResponseReturnValue:
    """One module of one's own course: what it is about, and its steps."""
    card = shelf.card(me(), cycle_id, now())
    found = next((one for one in card.outline.modules if one.id == module_id), None)
    if found is None or not card.is_open:
        raise NotFound
    return render_template("learning/templates/module.html", card=card, module=found)


@blueprint.route("/learning/<int:cycle_id>/note", methods=["GET", "POST"])
@signed_in
def note(cycle_id: int) -> ResponseReturnValue:
    """The note about keeping people safe, before the first exercise."""
    card = shelf.card(me(), cycle_id, now())
    form = NoteForm()
    if form.submitted():
        with transaction():
            actions.read_note(cycle_id, me().id, now())
        return redirect(_next_of(card), 303)
    page = render_template("learning/templates/note.html", card=card, form=form)
    return page, 422 if form.errors else 200


@blueprint.route("/learning/<int:cycle_id>/name", methods=["GET", "POST"])
@signed_in
def name(cycle_id: int) -> ResponseReturnValue:
    """The name to be printed, before the step that completes the course."""
    card = shelf.card(me(), cycle_id, now())
    form = NameForm(data={"name": me().name})
    if form.submitted():
        with transaction():
            people.confirm_name(me().id, form.name.data or "", now())
        return redirect(_next_of(card), 303)
    page = render_template("learning/templates/name.html", card=card, form=form)
    return page, 422 if form.errors else 200


def _next_of(card: shelf.Card) -> str:
    """Where to go on in a course: the step that was asked for, else the next one."""
    cycle_id = card.cycle.id if card.cycle else 0
    wanted = request.args.get("next", "")
    if card.outline.find(wanted) is None and card.next_step:
        wanted = card.next_step.id
    if card.outline.find(wanted) is None:
        return url_for("learning.cycle", cycle_id=cycle_id)
    return url_for("learning.step", cycle_id=cycle_id, step_id=wanted)
