"""How long one waits after failed sign-ins."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from cptraining.rules.patience import LONGEST_SECONDS, Failures, seconds_left

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


@given(count=st.integers(0, 10_000), free=st.integers(0, 100), age=st.floats(0, 1_000))
def test_patience_grows_and_always_ends(count, free, age):
    failures = Failures(count, NOW - timedelta(seconds=age))
    wait = seconds_left(failures, free, NOW)
    assert 0 <= wait <= LONGEST_SECONDS
    assert wait <= seconds_left(Failures(count + 1, failures.last_at), free, NOW)
    assert seconds_left(failures, free, NOW + timedelta(seconds=wait)) == 0
    assert count >= free or wait == 0


def test_patience_doubles_from_one_second_to_a_minute():
    waits = [seconds_left(Failures(n, NOW), 5, NOW) for n in (4, 5, 6, 7, 10, 11, 5000)]
    assert waits == [0, 1, 2, 4, 32, 60, 60]
    assert seconds_left(Failures(0, None), 0, NOW) == 0
