"""Serves the built static files under names that change with their content, kept for a year."""

import json
from pathlib import Path
from wsgiref.headers import Headers

from flask import Flask
from whitenoise import WhiteNoise

FOLDER = Path(__file__).parent / "static"
PREFIX = "/static/"
HASHED_NAME = r"\.[0-9A-Z]{8}\.\w+$"


class NotBuiltError(RuntimeError):
    """The static files are missing: a checkout has none before they are built."""


class StaticFiles(WhiteNoise):  # type: ignore[misc]  # it has no types
    """Ready answers, compressed beforehand; for ever means a year."""

    FOREVER = 365 * 24 * 60 * 60


def init_app(app: Flask) -> None:
    """Serve the files, and give templates `asset("app.css")`, the address of one of them."""
    names = manifest()

    def asset(name: str) -> str:
        return PREFIX + names[name]

    app.add_template_global(asset)
    app.wsgi_app = StaticFiles(  # type: ignore[method-assign]
        app.wsgi_app,
        root=FOLDER,
        prefix=PREFIX,
        immutable_file_test=HASHED_NAME,
        allow_all_origins=False,
        add_headers_function=guard,
    )


def manifest() -> dict[str, str]:
    """Each file's plain name, for example `js/player.js`, to its name with the hash."""
    try:
        text = (FOLDER / "manifest.json").read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise NotBuiltError("The static files are not built yet: run `make static`.") from error
    names: dict[str, str] = json.loads(text)
    return names


def guard(headers: Headers, path: str, url: str) -> None:  # noqa: ARG001  # WhiteNoise's signature
    """Forbid browsers to guess another type, as for every page."""
    headers["X-Content-Type-Options"] = "nosniff"
