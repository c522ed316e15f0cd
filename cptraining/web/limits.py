"""How often one address may ask, where guessing or scraping could pay: counted in memory."""

import time
from collections.abc import Callable, Collection
from functools import wraps
from typing import Any

from flask import Flask, current_app, request
from flask.typing import ResponseReturnValue
from limits import RateLimitItem, parse
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from werkzeug.exceptions import TooManyRequests

KEPT = "cptraining.limits"
View = Callable[..., ResponseReturnValue]


def init_app(app: Flask) -> None:
    """Count from zero; each process counts for itself."""
    app.extensions[KEPT] = FixedWindowRateLimiter(MemoryStorage())


def address() -> str:
    """Where the request comes from."""
    return request.remote_addr or ""


def at_most(
    limit: str, *, of: Callable[[], str] = address, methods: Collection[str] = ("GET", "POST")
) -> Callable[[View], View]:
    """Let a view answer only so often, for example "60 per minute", for each value of `of`.

    Beyond that it raises TooManyRequests, which says when to come back.
    """
    item = parse(limit)

    def decorate(view: View) -> View:
        @wraps(view)
        def limited(*args: Any, **values: Any) -> ResponseReturnValue:
            if request.method in methods:
                _count(item, request.endpoint or "", of())
            return view(*args, **values)

        return limited

    return decorate


def _count(item: RateLimitItem, *who: str) -> None:
    limiter: FixedWindowRateLimiter = current_app.extensions[KEPT]
    if not limiter.hit(item, *who):
        left = limiter.get_window_stats(item, *who).reset_time - time.time()
        raise TooManyRequests(retry_after=max(1, round(left)))
