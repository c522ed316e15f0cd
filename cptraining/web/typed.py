"""What people type, tidied before it is stored: no control characters, one kind of line end."""

import re

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def one_line(text: str | None) -> str:
    """A single line: every run of white space becomes one space."""
    return " ".join(_CONTROL.sub("", text or "").split())


def lines(text: str | None) -> str:
    """Several lines, without white space around the whole."""
    return _CONTROL.sub("", text or "").replace("\r\n", "\n").replace("\r", "\n").strip()
