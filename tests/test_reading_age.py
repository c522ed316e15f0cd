"""For what age a text is, by letters, words and sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cptraining.rules.reading_age import reading_age

SHORT = "<p>" + "The cat sat on the mat. " * 30 + "</p>"
LONG = "<p>" + "Considerations concerning organisational responsibilities notwithstanding, " * 30
LISTED = "<ul>" + "<li>the cat sat on the mat</li>" * 30 + "</ul>"


@pytest.mark.parametrize(
    ("html", "age"),
    [
        (SHORT, 5),  # 4.71 * 17/6 + 0.5 * 6 - 21.43 = -5.1: as young as anybody who reads
        ("<p>" + "Neighbours sometimes borrow a ladder. " * 30, 16),  # 11.2, the grade for 16
        (LISTED, 5),
        ("<p>" + "The cat sat. " * 30 + "</p>", None),
        ("", None),
    ],
)
def test_the_age_follows_the_formula(html, age):
    assert reading_age(html) == age


def test_long_words_in_endless_sentences_are_for_nobody():
    assert (reading_age(LONG + LONG) or 0) > 40


@given(st.integers(2, 5))
def test_a_text_that_is_read_twice_is_for_the_same_age(times):
    assert reading_age(SHORT * times) == reading_age(SHORT)
