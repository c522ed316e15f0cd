"""What people type, tidied before it is stored: no control characters, one kind of line end."""

import re

from flask import Flask, abort, request

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")

_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Marks that turn the direction of what follows: in a name they could make it read as another."""


def init_app(app: Flask) -> None:
    """Look at everything that comes in."""
    app.before_request(refuse_zeros)


def refuse_zeros() -> None:
    """Answer 400 to a zero character: nobody types one, and PostgreSQL takes none."""
    form = request.form.values() if request.method == "POST" else ()
    typed = [*request.args.values(), *form]
    if any("\0" in text for text in [request.path, *typed]):
        abort(400)


def one_line(text: str | None) -> str:
    """A single line: every run of white space becomes one space."""
    return " ".join(_TURNING.sub("", _CONTROL.sub("", text or "")).split())


def lines(text: str | None) -> str:
    """Several lines, without white space around the whole."""
    return _CONTROL.sub("", text or "").replace("\r\n", "\n").replace("\r", "\n").strip()
