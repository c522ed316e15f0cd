"""Where to go after signing in: back to the page that was asked for, if it is one of ours."""


def own_address(target: str | None) -> str | None:
    """The address when it is a path on this site, otherwise None.

    Browsers read a backslash as a slash and skip control characters, so neither may occur.
    """
    if not target or not target.startswith("/") or target.startswith("//"):
        return None
    return target if target.isprintable() and "\\" not in target else None
