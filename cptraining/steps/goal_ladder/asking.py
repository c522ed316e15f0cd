"""What may be asked about the rungs of a ladder: questions only, and nobody must answer.

step.js asks the same while somebody writes.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from cptraining.rules.dates import stored_day
from cptraining.rules.words import Words

TWO = re.compile(r"\b(and|then)\b|;", re.IGNORECASE)
"""What often joins two steps."""

LONG = 100
"""Characters in which one small step can be said."""

SOON = 7
"""Days within which the lowest rung should be possible."""

FAR = 28
"""Days between one rung and the next."""

UNSURE = {str(n) for n in range(7)}
"""How sure of the lowest rung, from 0 to 10, is not sure enough."""

QUESTIONS: Mapping[str, Words] = {
    "two": Words("Are these two steps? Each could be a rung of its own."),
    "long": Words("That is a lot for one rung. What would the first ten minutes of it be?"),
    "known": Words("How will you both see that it is done?"),
    "soon": Words("Could the lowest rung be something for this week, even on a bad day?"),
    "far": Words("More than four weeks after the rung below: is there a smaller one between?"),
    "order": Words("This comes before the rung below it. Is the order right?"),
    "sure": Words("Could it be made smaller, so that the person is surer of it?"),
    "still": Words("The person’s wheel stands still. What could they do, however small?"),
    "mine": Words("The worker’s wheel stands still. What will you do?"),
    "half": Words("Fewer than half of the rungs are the person’s. Which more could be theirs?"),
    "grows": Words("The worker’s part grows towards the top. How could it shrink instead?"),
}

LEAST = 2
"""Rungs from which on it can be said who does what."""

WHEELS = {"person", "worker", "both", "else"}

LOAD = {"worker": 2, "both": 1}
"""How much of a rung is the worker's."""


class Asked(NamedTuple):
    """A question about a rung, counted from 1 at the bottom; None = about the whole ladder."""

    rung: int | None
    about: str
    question: Words


def asked(rungs: Sequence[Mapping[str, Any]], today: date) -> list[Asked]:
    """What to ask about each rung, from the bottom up, and about the ladder."""
    below = today
    found = []
    for number, rung in enumerate(rungs, 1):
        day = stored_day(rung.get("when"))
        abouts = [*_about_words(rung), *_about_day(number, day, below)]
        if number == 1 and str(rung.get("sure")) in UNSURE:
            abouts.append("sure")
        found += [Asked(number, about, QUESTIONS[about]) for about in abouts]
        below = day or below
    return found + [Asked(None, about, QUESTIONS[about]) for about in _about_wheels(rungs)]


def _about_words(rung: Mapping[str, Any]) -> Iterator[str]:
    what = str(rung.get("what", ""))
    if TWO.search(what):
        yield "two"
    if len(what) > LONG:
        yield "long"
    if not rung.get("known"):
        yield "known"


def _about_day(number: int, day: date | None, below: date) -> Iterator[str]:
    if day is None:
        return
    days = (day - below).days
    if number == 1:
        if days > SOON:
            yield "soon"
    elif days > FAR:
        yield "far"
    elif days < 0:
        yield "order"


def _about_wheels(rungs: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """What to ask about who does what, once that is said of every rung."""
    wheels = [str(rung.get("who")) for rung in rungs]
    if len(wheels) < LEAST or not WHEELS.issuperset(wheels):
        return
    theirs = sum(who in ("person", "both") for who in wheels)
    loads = [LOAD.get(who, 0) for who in wheels]
    middle = len(loads) // 2
    if theirs == 0:
        yield "still"
    elif theirs < len(wheels) / 2:
        yield "half"
    if not any(loads):
        yield "mine"
    if theirs and sum(loads[:middle]) < sum(loads[-middle:]):
        yield "grows"
