"""A person's own certificates, and the pages on which anyone checks one."""

from flask import Blueprint, Response, jsonify, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from cptraining.certificates import checking, qr, queries
from cptraining.certificates import number as numbers
from cptraining.certificates.forms import CheckForm
from cptraining.people.access import me, signed_in
from cptraining.rules.refusal import NotFound
from cptraining.web import clock, links
from cptraining.web.door import anyone
from cptraining.web.limits import at_most
from cptraining.web.network import network

pages = Blueprint("certificates", __name__)

CHECKS = "60 per minute"
"""How often one address may look up numbers: plenty for people, little for a program."""

PARTS = (4, 4, 4)
UNPROCESSABLE = 422


@pages.get("/certificates/<number>")
@signed_in
def show(number: str) -> str:
    """A certificate, for its owner and for the trainers of its agency."""
    certificate = queries.readable(me(), _number(number))
    address = links.public("certificates.checked", number=certificate.number)
    return render_template(
        "certificates/templates/certificate.html",
        certificate=certificate,
        said=checking.said(certificate),
        state=checking.standing(certificate, clock.now()),
        is_mine=certificate.person_id == me().id,
        picture=network(("complete",) * sum(PARTS), PARTS),
        address=address,
        qr=Markup(qr.svg(address)),  # noqa: S704 -- drawn by us
    )


@pages.get("/certificates/<number>.pdf")
@signed_in
def pdf(number: str) -> AnyResponse:
    """The certificate as a file: the bytes that were stored when it was issued."""
    certificate = queries.readable(me(), _number(number))
    response = Response(queries.content(certificate.id), mimetype="application/pdf")
    response.headers.set(
        "Content-Disposition", "attachment", filename=f"certificate-{certificate.number}.pdf"
    )
    response.set_etag(certificate.sha256)
    return response.make_conditional(request)


@pages.get("/check")
@anyone
@at_most(CHECKS)
def check() -> AnyResponse:
    """Ask for a number, and lead to what we know of it."""
    if "number" not in request.args:
        return _page(CheckForm(None))
    form = CheckForm(request.args)
    if not form.validate():
        return _page(form, status=UNPROCESSABLE)
    found = numbers.tidy(request.args["number"])
    return redirect(url_for("certificates.checked", number=found), 303)


@pages.get("/check/<number>")
@anyone
@at_most(CHECKS)
def checked(number: str) -> AnyResponse:
    """What we know of a number; every number that is not ours gets the same answer."""
    found = numbers.tidy(number)
    if found is None:
        form = CheckForm(None, data={"number": number})
        form.validate()
        return _page(form, status=UNPROCESSABLE)
    now = clock.now()
    answer = checking.answer(queries.by_number(found), now)
    return _page(CheckForm(None), _status(answer), answer=answer, number=found, now=now)


@pages.get("/check/<number>.json")
@anyone
@at_most(CHECKS)
def checked_json(number: str) -> AnyResponse:
    """The same for a program."""
    found = numbers.tidy(number)
    certificate = queries.by_number(found) if found else None
    answer = checking.answer(certificate, clock.now())
    response = jsonify(answer.as_json())
    return _unlisted(response, _status(answer))


def _number(number: str) -> str:
    found = numbers.tidy(number)
    if found is None:
        raise NotFound
    return found


def _status(answer: checking.Answer) -> int:
    return NotFound.status if answer.state == checking.UNKNOWN else 200


def _page(form: CheckForm, status: int = 200, **shown: object) -> Response:
    """The page for checking, which search engines are asked to leave out."""
    body = render_template("certificates/templates/check.html", form=form, **shown)
    return _unlisted(Response(body), status)


def _unlisted(response: Response, status: int) -> Response:
    response.status_code = status
    response.headers["X-Robots-Tag"] = "noindex"
    return response
