"""What every page shares: forms, errors, headers, words, the look."""

from datetime import timedelta
from typing import Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.routing import IntegerConverter, Map

from cptraining.settings import Settings
from cptraining.web import errors, filters, headers, language, limits, pages, static, typed

PARTS = (static, language, filters, errors, headers, limits, typed, pages)
MOST_BYTES = 2 * 1024 * 1024
SESSION_DAYS = 14
MOST_ROWS = 2**31 - 1


class Number(IntegerConverter):
    """A number in an address: a larger one than any row's leads nowhere, as unknown ones do."""

    def __init__(self, map_: Map, **options: Any) -> None:
        super().__init__(map_, **{"max": MOST_ROWS} | options)


def init_app(app: Flask) -> None:
    """Set up what every page shares."""
    settings: Settings = app.extensions["settings"]
    app.config.from_mapping(
        SESSION_COOKIE_NAME="cptraining",
        SESSION_COOKIE_SECURE=settings.is_secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(days=SESSION_DAYS),
        MAX_CONTENT_LENGTH=MOST_BYTES,
        WTF_CSRF_TIME_LIMIT=None,  # A page that was open for a day must still save.
    )
    app.url_map.converters["int"] = Number
    app.jinja_env.globals["settings"] = settings
    for part in PARTS:
        part.init_app(app)
    if settings.trusted_proxies:
        hops = settings.trusted_proxies
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=hops, x_proto=hops, x_host=0
        )
