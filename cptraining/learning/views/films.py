"""A trainer puts the address of a film into a course, for one agency and without a new edition."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from cptraining import steps
from cptraining.courses import queries as courses
from cptraining.courses.models import Course
from cptraining.database import transaction
from cptraining.learning import films as shown_films
from cptraining.learning.film_form import FilmForm
from cptraining.learning.films import Film, Shown
from cptraining.learning.views import blueprint
from cptraining.people.access import me, trained, trainer
from cptraining.people.reader import Workplace
from cptraining.rules.refusal import NotFound
from cptraining.web.clock import now
from cptraining.web.forms import Press

Found = tuple[Workplace, Course, Shown]


@blueprint.get("/films")
@trainer
def films() -> ResponseReturnValue:
    """Every step that takes a film, and what each agency of the trainer shows there."""
    listed = [
        (agency, course, found)
        for agency in trained(me())
        for course in shown_films.all_courses()
        if (found := shown_films.course_films(agency.id, course))
    ]
    return render_template("learning/templates/films.html", listed=listed)


@blueprint.route("/films/<int:agency_id>/<slug>/<step_id>", methods=["GET", "POST"])
@trainer
def film(agency_id: int, slug: str, step_id: str) -> ResponseReturnValue:
    """Put in a film, or another one."""
    agency, course, shown = _find(agency_id, slug, step_id)
    form = FilmForm(data=shown.film._asdict() if shown.film else None)
    form.offer(steps.kinds()[shown.step.kind].read(shown.step.content))
    if form.submitted():
        chosen = Film(form.address.data or "", form.captions.data or "")
        place = agency.id, course.id
        with transaction():
            shown_films.put(chosen, shown, place, actor_id=me().id, now=now())
        flash(_("The film is in. Everybody in your agency sees it in this step now."))
        return redirect(url_for("learning.films"), 303)
    values = {"form": form, "agency": agency, "course": course, "shown": shown, "out": Press()}
    page = render_template("learning/templates/film.html", **values)
    return page, 422 if form.errors else 200


@blueprint.post("/films/<int:agency_id>/<slug>/<step_id>/take-out")
@trainer
def take_out(agency_id: int, slug: str, step_id: str) -> ResponseReturnValue:
    """Show again what the course has at this step itself."""
    agency, course, shown = _find(agency_id, slug, step_id)
    form, address = Press(), url_for("learning.films")
    if not form.submitted():
        return render_template("web/templates/again.html", form=form, back=address), 422
    with transaction():
        shown_films.remove(shown, (agency.id, course.id))
    flash(_("The film is taken out. The course’s own pictures and words are there again."))
    return redirect(address, 303)


def _find(agency_id: int, slug: str, step_id: str) -> Found:
    """An agency of the trainer, a course and its step. Raises NotFound."""
    agency, course = shown_films.trained_agency(me(), agency_id), courses.course(slug)
    for shown in shown_films.course_films(agency.id, course):
        if shown.step.id == step_id:
            return agency, course, shown
    raise NotFound
