"""Where somebody stands, as trainers read it: from what is stored and from dates.

Late and overdue follow from dates and come beside the stored state, never instead of it: so the
stored states of some people add up to all of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cptraining.rules.progress import State
from cptraining.rules.words import Words


class Status(StrEnum):
    """What trainers ask for, those that need them first.

    Overdue people are also not passed, in progress or not started; late ones also complete.
    """

    OVERDUE = "overdue"
    NOT_PASSED = "not_passed"
    IN_PROGRESS = "in_progress"
    NOT_STARTED = "not_started"
    LATE = "late"
    COMPLETE = "complete"
    EXEMPT = "exempt"


LABELS: Mapping[Status, Words] = {
    Status.OVERDUE: Words("Overdue"),
    Status.NOT_PASSED: Words("Not passed"),
    Status.IN_PROGRESS: Words("In progress"),
    Status.NOT_STARTED: Words("Not started"),
    Status.LATE: Words("Complete late"),
    Status.COMPLETE: Words("Complete"),
    Status.EXEMPT: Words("Exempt"),
}

SYMBOLS: Mapping[Status, str] = {status: status.value for status in Status} | {
    Status.NOT_PASSED: "failed",
    Status.LATE: "complete_late",
}
"""The mark that shows each: the names of `web/templates/macros.html`."""

STATUSES: Mapping[State, Status] = {
    State.NOT_STARTED: Status.NOT_STARTED,
    State.IN_PROGRESS: Status.IN_PROGRESS,
    State.FAILED: Status.NOT_PASSED,
    State.COMPLETE: Status.COMPLETE,
    State.EXEMPT: Status.EXEMPT,
}


@dataclass(frozen=True)
class Tally:
    """What is stored of a course, a module or a step; `of` 0 = nothing to count."""

    state: State
    done: int = 0
    of: int = 0
    tries: int = 0


@dataclass(frozen=True)
class Dates:
    """Days in the agency's zone; `due_on` is the one in force at completion, once complete."""

    today: date
    due_on: date | None = None
    completed_on: date | None = None


@dataclass(frozen=True)
class Standing:
    """Where somebody stands: the stored state in `words`, and late or overdue beside it.

    `counts` are the numbers in those words alone, for narrow columns; None = there are none.
    """

    status: Status
    words: Words
    counts: Words | None = None
    lateness: Status | None = None

    @property
    def symbol(self) -> str:
        """The mark that shows it: what follows from dates goes before what is stored."""
        return SYMBOLS[self.lateness or self.status]

    @property
    def label(self) -> Words:
        """The stored state without its numbers."""
        return LABELS[self.status]

    @property
    def full(self) -> Words:
        """Everything in one phrase."""
        if self.lateness is None:
            return self.words
        if self.lateness is Status.LATE:
            return LABELS[Status.LATE]
        return Words("Overdue. {state}", state=self.words)


def standing(tally: Tally, dates: Dates | None = None) -> Standing:
    """Where somebody stands; without dates nothing is late or overdue."""
    status, counts = STATUSES[tally.state], _counts(tally)
    label = LABELS[status]
    return Standing(
        status=status,
        words=Words("{state} ({counts})", state=label, counts=counts) if counts else label,
        counts=counts,
        lateness=lateness(tally.state, dates) if dates else None,
    )


def lateness(state: State, dates: Dates) -> Status | None:
    """OVERDUE once the due day is over and the course is not; LATE when completed after it."""
    if dates.due_on is None or state is State.EXEMPT:
        return None
    if state is not State.COMPLETE:
        return Status.OVERDUE if dates.due_on < dates.today else None
    is_late = dates.completed_on is not None and dates.completed_on > dates.due_on
    return Status.LATE if is_late else None


def _counts(tally: Tally) -> Words | None:
    if tally.state is State.IN_PROGRESS and tally.of:
        return Words("{done} of {of}", done=tally.done, of=tally.of)
    if tally.state is State.FAILED:
        return Words("1 try") if tally.tries == 1 else Words("{n} tries", n=tally.tries)
    return None
