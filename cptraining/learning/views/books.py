"""A course on paper: the handbook, and the guide for the person that a learner supports."""

from flask import Response, request

from cptraining.learning import books, shelf
from cptraining.learning.views import blueprint
from cptraining.people.access import me, signed_in
from cptraining.web.clock import now


@blueprint.get("/courses/<slug>/handbook.pdf")
@signed_in
def handbook(slug: str) -> Response:
    """Everything to read in one's own edition of a course, and its work sheets."""
    card = shelf.of_course(me(), slug, now())
    return _file(books.handbook(card.shelved.edition_id), f"{slug}-handbook")


@blueprint.get("/courses/<slug>/guide.pdf")
@signed_in
def guide(slug: str) -> Response:
    """Two pages to hand out and to read together."""
    card = shelf.of_course(me(), slug, now())
    return _file(books.guide(card.shelved.edition_id), f"{slug}-guide")


def _file(printed: bytes, name: str) -> Response:
    """A file that a browser which has it already need not fetch again."""
    response = Response(printed, mimetype="application/pdf")
    response.headers.set("Content-Disposition", "inline", filename=f"{name}.pdf")
    response.headers["Cache-Control"] = "private, no-cache"
    response.add_etag()
    response.make_conditional(request)
    return response
