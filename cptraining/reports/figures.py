"""The report's figures, and what they come to in a sentence."""

from dataclasses import dataclass

from cptraining.rules.standing import Status
from cptraining.rules.words import Words


@dataclass(frozen=True)
class Figures:
    """How many are assigned, and of what status.

    Assigned = not passed + in progress + not started + complete + exempt. Overdue people are
    counted among those not complete too, late ones among the complete.
    """

    assigned: int
    overdue: int
    not_passed: int
    in_progress: int
    not_started: int
    late: int
    complete: int
    exempt: int

    def of(self, status: Status | None) -> int:
        """How many there are of one status; None = all."""
        found: int = getattr(self, status.value if status else "assigned")
        return found


def finding(figures: Figures) -> Words:
    """What the figures come to: how many are done, and who most needs the trainer."""
    expected = figures.assigned - figures.exempt
    if expected == 0:
        return Words("There is nobody here to complete this course.")
    return Words("{done} {next}", done=_done(figures, expected), next=_next(figures))


def _done(figures: Figures, expected: int) -> Words:
    if figures.complete == 0:
        return Words("Nobody has completed this course yet, out of {of}.", of=expected)
    if figures.complete == expected:
        return Words("Everybody has completed this course: {of} of {of}.", of=expected)
    if figures.complete == 1:
        return Words("1 of {of} has completed this course.", of=expected)
    return Words("{done} of {of} have completed this course.", done=figures.complete, of=expected)


def _next(figures: Figures) -> Words:
    if figures.overdue == 1:
        return Words("1 person is overdue.")
    if figures.overdue:
        return Words("{n} people are overdue.", n=figures.overdue)
    if figures.not_passed == 1:
        return Words("Nobody is overdue; 1 person has not passed the questions yet.")
    if figures.not_passed:
        return Words(
            "Nobody is overdue; {n} people have not passed the questions yet.",
            n=figures.not_passed,
        )
    return Words("Nobody is overdue.")
