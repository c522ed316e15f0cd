"""Where somebody stands, and what the figures come to: pure rules."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cptraining.reports.figures import Figures, finding
from cptraining.rules.dates import day_in, is_past
from cptraining.rules.progress import State
from cptraining.rules.standing import Dates, Status, Tally, lateness, standing

NOBODY = Figures(0, 0, 0, 0, 0, 0, 0, 0)
NOT_PASSED = "Nobody is overdue; {} not passed the questions yet."


def test_a_standing_says_how_far_and_how_often():
    said = [
        standing(Tally(State.NOT_STARTED)),
        standing(Tally(State.IN_PROGRESS, 3, 9)),
        standing(Tally(State.FAILED, tries=1)),
        standing(Tally(State.FAILED, tries=2)),
        standing(Tally(State.EXEMPT)),
    ]
    assert [str(found.full) for found in said] == [
        *("Not started", "In progress (3 of 9)", "Not passed (1 try)", "Not passed (2 tries)"),
        "Exempt",
    ]
    assert [found.symbol for found in said] == [
        *("not_started", "in_progress", "failed", "failed", "exempt")
    ]


DAY = date(2026, 3, 9)


@pytest.mark.parametrize(
    ("state", "due_on", "completed_on", "expected"),
    [
        (State.IN_PROGRESS, DAY, None, None),
        (State.IN_PROGRESS, DAY - timedelta(1), None, Status.OVERDUE),
        (State.FAILED, DAY - timedelta(1), None, Status.OVERDUE),
        (State.NOT_STARTED, None, None, None),
        (State.EXEMPT, DAY - timedelta(1), None, None),
        (State.COMPLETE, DAY, DAY, None),
        (State.COMPLETE, DAY - timedelta(1), DAY, Status.LATE),
        (State.COMPLETE, None, DAY, None),
    ],
)
def test_lateness_follows_from_dates(state, due_on, completed_on, expected):
    assert lateness(state, Dates(DAY, due_on, completed_on)) is expected


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.integers(-1, 1),
    st.sampled_from(["Europe/London", "America/Santiago", "Pacific/Kiritimati"]),
)
def test_comparing_days_is_the_same_as_waiting_for_the_end_of_the_day(now, days, zone):
    due = day_in(zone, now) + timedelta(days=days)
    assert is_past(due, zone, now) is (due < day_in(zone, now))


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        (NOBODY, "There is nobody here to complete this course."),
        (replace(NOBODY, assigned=1, exempt=1), "There is nobody here to complete this course."),
        (
            replace(NOBODY, assigned=3, not_started=3, overdue=2),
            "Nobody has completed this course yet, out of 3. 2 people are overdue.",
        ),
        (
            replace(NOBODY, assigned=4, complete=1, not_passed=3, exempt=0, overdue=1),
            "1 of 4 has completed this course. 1 person is overdue.",
        ),
        (
            replace(NOBODY, assigned=4, complete=2, not_passed=1, exempt=1),
            f"2 of 3 have completed this course. {NOT_PASSED.format('1 person has')}",
        ),
        (
            replace(NOBODY, assigned=4, complete=2, not_passed=2),
            f"2 of 4 have completed this course. {NOT_PASSED.format('2 people have')}",
        ),
        (
            replace(NOBODY, assigned=2, complete=2),
            "Everybody has completed this course: 2 of 2. Nobody is overdue.",
        ),
    ],
)
def test_the_finding_says_what_the_figures_come_to(figures, expected):
    assert str(finding(figures)) == expected
