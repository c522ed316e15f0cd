"""What every answer tells the browser: what a page may load, and who may keep it."""

import re

from flask import Flask, Response, current_app, g, request
from markupsafe import Markup

from cptraining.web import door

POLICY = (
    "default-src 'none'; base-uri 'none'; connect-src 'self'; font-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; img-src 'self' data:; script-src 'self'; "
    "style-src 'self'"
)
HOST = re.compile(r"https://[a-z0-9-]+(\.[a-z0-9-]+)+")
HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
TWO_YEARS = "max-age=63072000"
FIRST_ERROR = 400


def init_app(app: Flask) -> None:
    """Add the headers to every answer."""
    app.after_request(add_headers)
    app.add_template_global(allow_film)


def allow_film(host: str) -> Markup:
    """Let this page hold a film from one host, https and all; the template of a film asks."""
    if not HOST.fullmatch(host):
        raise ValueError(f"not the address of a host: {host}")
    g.film_host = host
    return Markup()


def add_headers(response: Response) -> Response:
    """HSTS goes out only where cookies are Secure too."""
    response.headers.extend(HEADERS)
    response.headers["Content-Security-Policy"] = _policy()
    response.headers.setdefault("Cache-Control", _keeping(response))
    if current_app.extensions["settings"].is_secure:
        response.headers["Strict-Transport-Security"] = TWO_YEARS
    return response


def _policy() -> str:
    host = g.get("film_host")
    return f"{POLICY}; frame-src {host}; media-src {host}" if host else POLICY


def _keeping(response: Response) -> str:
    """Pages about a person leave nothing on a shared computer; public ones may be kept by it."""
    view = current_app.view_functions.get(request.endpoint or "")
    is_public = getattr(view, "needs", None) == door.ANYONE
    if is_public and response.status_code < FIRST_ERROR:
        return "private, no-cache"
    return "private, no-store"
