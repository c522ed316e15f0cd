"""What of a try at a quiz is shown when: one table of six things and four times."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Self

JUST_AFTER = timedelta(minutes=2)
"""How long "just after" lasts once a try has ended, as in Moodle."""


class Phase(StrEnum):
    """When somebody looks at a try of theirs."""

    DURING = "during"
    AFTER = "after"
    LATER = "later"
    CLOSED = "closed"


@dataclass(frozen=True)
class Visible:
    """What may be shown.

    It is what was answered, whether it is right, what it is worth, why each option is or is not
    right, what there is to say in general, and the right answer (`key`).
    """

    answers: bool = False
    right: bool = False
    marks: bool = False
    options: bool = False
    general: bool = False
    key: bool = False

    @classmethod
    def of(cls, names: tuple[str, ...]) -> Self:
        """Only these. Raises TypeError for an unknown one."""
        return cls(**dict.fromkeys(names, True))


EVERYTHING = Visible(**{field.name: True for field in fields(Visible)})
THINGS = tuple(field.name for field in fields(Visible))


def phase(finished_at: datetime | None, now: datetime, *, is_closed: bool) -> Phase:
    """The time that counts: during the try, just after it, later, or once no more try is left."""
    if finished_at is None:
        return Phase.DURING
    if now - finished_at < JUST_AFTER:
        return Phase.AFTER
    return Phase.CLOSED if is_closed else Phase.LATER


def visible(
    when: Phase, chosen: Mapping[Phase, tuple[str, ...]], *, is_told_at_once: bool
) -> Visible:
    """What is shown at a time: as the author chose, else everything that fits the way of working.

    During a try `is_told_at_once` shows everything about a question once it is locked;
    otherwise only what was answered.
    """
    if when in chosen:
        return Visible.of(chosen[when])
    if when is Phase.DURING and not is_told_at_once:
        return Visible(answers=True)
    return EVERYTHING
