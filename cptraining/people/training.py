"""What people need from the training above them, which tells them at the start of the program.

An invitation can name a course, but people lie below courses and learning and may not import
them. So learning registers here, once for each application.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import Flask, current_app

from cptraining.people.models import Invitation

KEY = "cptraining.people.training"


@dataclass(frozen=True)
class Training:
    """Titles by id of the courses that somebody can be invited to; and what to do on joining.

    `on_accepted(invitation, person_id, now)` is called in the transaction that accepts;
    `can_print(name)` says whether certificates can print a name.
    """

    courses: Callable[[], Mapping[int, str]]
    on_accepted: Callable[[Invitation, int, datetime], None]
    can_print: Callable[[str], bool]


def register(app: Flask, training: Training) -> None:
    """Let invitations of this application name courses."""
    app.extensions[KEY] = training


def courses() -> Mapping[int, str]:
    """Titles by id; empty when nothing registered."""
    training: Training | None = current_app.extensions.get(KEY)
    return training.courses() if training else {}


def accepted(invitation: Invitation, person_id: int, now: datetime) -> None:
    """Tell the training that somebody has joined."""
    training: Training | None = current_app.extensions.get(KEY)
    if training is not None:
        training.on_accepted(invitation, person_id, now)


def can_print(name: str) -> bool:
    """Whether certificates can print a name; they can when nothing registered."""
    training: Training | None = current_app.extensions.get(KEY)
    return training is None or training.can_print(name)
