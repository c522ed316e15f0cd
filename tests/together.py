"""Many people doing the same at the same moment."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

from flask import Flask

from cptraining.database import transaction
from cptraining.rules.refusal import Refusal


def together(app: Flask, number: int, do: Callable[[], Any]) -> list[Any]:
    """Do it in so many transactions at once; what each returned, or the refusal it met."""
    results, barrier = [], Barrier(number)

    def work() -> None:
        barrier.wait()
        try:
            with app.app_context(), transaction():
                result = do()
        except Refusal as refusal:
            result = refusal
        results.append(result)

    threads = [Thread(target=work) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == number
    return results
