"""What people read when something cannot be done: what happened, and what to do next."""

from dataclasses import dataclass
from typing import Any

from flask import Flask, Response, current_app, jsonify, make_response, render_template, request
from flask_babel import gettext
from werkzeug.exceptions import HTTPException

from cptraining.rules.refusal import NotFound, Refusal
from cptraining.rules.words import Words
from cptraining.web.filters import words

PAGE = "web/templates/error.html"
OURS = 500


@dataclass(frozen=True)
class Said:
    """The title of an error's page and what to do next."""

    title: Words
    next: Words


SAID = {
    404: Said(Words("We cannot find that page"), NotFound.words),
    405: Said(
        Words("That page cannot be used this way"),
        Words("Go back, and use the buttons and links on the page."),
    ),
    409: Said(
        Words("That could not be done"),
        Words("Go back to the page, look again at what it says now, and try again."),
    ),
    413: Said(
        Words("That is too much at once"),
        Words("Go back, make what you send shorter, and try again."),
    ),
    422: Said(
        Words("That page had been open for a long time"),
        Words("Nothing was changed. Go back, reload the page and press the button again."),
    ),
    429: Said(
        Words("Too many tries in a short time"),
        Words("Wait a few minutes, then try again. Nothing that you saved is lost."),
    ),
    500: Said(
        Words("Something went wrong on our side"),
        Words(
            "What the page told you is saved, is saved. Wait a minute and try again. "
            "If it happens again, tell the person who looks after this site."
        ),
    ),
}
OTHER = Said(
    Words("We could not understand that"),
    Words("Go back, reload the page and try again."),
)


def init_app(app: Flask) -> None:
    """Show every refusal and every HTTP error as a page, or as JSON to a script."""
    app.register_error_handler(Refusal, refused)
    app.register_error_handler(HTTPException, failed)


def refused(refusal: Refusal) -> Response:
    """An action said no, and why. Somebody else's page and no page at all look the same."""
    if refusal.status == NotFound.status:
        return _answer(NotFound.status, SAID[NotFound.status])
    return _answer(refusal.status, Said(_said(refusal.status).title, refusal.words))


def failed(error: HTTPException) -> Response | HTTPException:
    """An HTTP error in plain words; a redirect goes its way."""
    status = error.code or OURS
    if error.response is not None or status < 400:  # noqa: PLR2004 -- where errors begin
        return error
    response = _answer(status, _said(status))
    kept = [(name, value) for name, value in error.get_headers() if name != "Content-Type"]
    response.headers.extend(kept)
    return response


def _said(status: int) -> Said:
    return SAID[OURS] if status >= OURS else SAID.get(status, OTHER)


def _answer(status: int, said: Said) -> Response:
    title, following = words(said.title), words(said.next)
    if _wants_json():
        response = jsonify(error=title, next=following)
    else:
        response = make_response(_page(status, title=title, following=following))
    response.status_code = status
    return response


def _wants_json() -> bool:
    best = request.accept_mimetypes.best_match(["text/html", "application/json"])
    return best == "application/json"


def _page(status: int, **said: Any) -> str:
    """The page; when the fault is ours nothing about the reader is asked, since it may fail."""
    if status < OURS:
        return render_template(PAGE, place="", **said)
    template = current_app.jinja_env.get_template(PAGE)
    return template.render(place="", viewer=None, _=gettext, **said)
