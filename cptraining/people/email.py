"""Email addresses as people type them."""

import re

LONGEST = 254
_ADDRESS = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9-]+(\.[a-z0-9-]+)+")


def tidy(text: str | None) -> str:
    """In lower case, without white space around it: the same address is stored only once."""
    return (text or "").strip().lower()


def is_address(text: str) -> bool:
    """Whether a tidied text looks like an address that mail can be sent to."""
    return len(text) <= LONGEST and _ADDRESS.fullmatch(text) is not None
