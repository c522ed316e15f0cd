"""Who may use an address: every view says so, and a test asks each of them."""

from collections.abc import Callable
from typing import Any, TypeVar

View = TypeVar("View", bound=Callable[..., Any])

ANYONE = "nobody needs to sign in"


def needs(view: View, whom: str) -> View:
    """Write on the view whom it is for."""
    view.needs = whom  # type: ignore[attr-defined]
    return view


def anyone(view: View) -> View:
    """A page for people without an account too."""
    return needs(view, ANYONE)
