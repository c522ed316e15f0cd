"""Where to go after signing in: back to the page that was asked for, if it is one of ours."""

from urllib.parse import urlsplit


def own_address(target: str | None) -> str | None:
    """The address when it stays on this site, otherwise None.

    Browsers read a backslash as a slash and skip control characters, so neither may occur.
    """
    if not target or not target.startswith("/") or target.startswith("//"):
        return None
    if "\\" in target or not target.isprintable():
        return None
    try:
        parts = urlsplit(target)
    except ValueError:
        return None
    return None if parts.scheme or parts.netloc else target
