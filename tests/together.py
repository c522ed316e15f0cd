"""Many people doing things at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from flask import Flask

from cptraining.database import transaction
from cptraining.rules.refusal import Refusal


def together(app: Flask, number: int, do: Callable[[], Any]) -> list[Any]:
    """Do it in so many transactions at once; what each returned, or the refusal it met."""

    def work() -> Any:
        try:
            with app.app_context(), transaction():
                return do()
        except Refusal as refusal:
            return refusal

    return at_once(*[work] * number)


def at_once(*deeds: Callable[[], Any]) -> list[Any]:
    """Do each in a thread of its own, beginning together; what each returned, in this order."""
    barrier = Barrier(len(deeds))

    def work(deed: Callable[[], Any]) -> Any:
        barrier.wait()
        return deed()

    with ThreadPoolExecutor(len(deeds)) as threads:
        return list(threads.map(work, deeds))
