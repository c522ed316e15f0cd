"""What a certificate is worth on a day."""

from datetime import UTC, date, datetime, timedelta

import pytest

from cptraining.rules.validity import Validity, last_day, validity

LAST = date(2028, 6, 16)
MIDNIGHT_IN_LONDON = datetime(2028, 6, 16, 23, tzinfo=UTC)


def test_a_certificate_holds_until_its_last_day_ends_where_the_agency_is():
    before = MIDNIGHT_IN_LONDON - timedelta(seconds=1)
    assert validity("issued", LAST, "Europe/London", before) is Validity.VALID
    assert validity("issued", LAST, "Europe/London", MIDNIGHT_IN_LONDON) is Validity.EXPIRED
    assert validity("issued", LAST, "America/New_York", MIDNIGHT_IN_LONDON) is Validity.VALID


def test_a_certificate_without_a_last_day_never_expires():
    assert validity("issued", None, "Europe/London", MIDNIGHT_IN_LONDON) is Validity.VALID


@pytest.mark.parametrize("standing", ["superseded", "revoked"])
def test_what_became_of_it_goes_before_its_dates(standing):
    assert validity(standing, LAST, "Europe/London", MIDNIGHT_IN_LONDON) == standing


@pytest.mark.parametrize(
    ("first", "months", "last"),
    [
        (date(2026, 12, 16), None, None),
        (date(2026, 12, 16), 1, date(2027, 1, 16)),
        (date(2026, 12, 16), 24, date(2028, 12, 16)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 1, 31), 23, date(2027, 12, 31)),
    ],
)
def test_the_last_day_is_the_same_day_of_a_later_month(first, months, last):
    assert last_day(first, months) == last
