"""What looks as if it pointed to a real person: warned of by example, never the training's own."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cptraining.courses import package
from cptraining.learning import actions
from cptraining.rules.privacy import findings

TODAY = date(2026, 11, 23)


def look(text: str) -> str:
    """What a text looks like, in short."""
    found = [str(words).partition(".")[0] for words in findings([text], TODAY)]
    return ", ".join(words.removeprefix("Something here looks like ") for words in found)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Her number is 943 476 5919", "an NHS number"),
        ("NHS no. 9434765919.", "an NHS number"),
        ("943-476-5919", "an NHS number"),
        ("Ring 0161 496 0123 first", "a telephone number"),
        ("(020) 7946 0958", "a telephone number"),
        ("07700 900123, evenings", "a telephone number"),
        ("07700900123", "a telephone number"),
        ("+44 7700 900123", "a telephone number"),
        ("+44 (0)161 496 0123", "a telephone number"),
        ("0044 7700 900 123", "a telephone number"),
        ("write to kit.m+home@post.example.org.", "an email address"),
        ("lives at M14 5TQ", "a postcode"),
        ("sw1a 2aa", "a postcode"),
        ("EH12AB", "a postcode"),
        ("born 5/3/1980", "a date of birth"),
        ("05.03.1980", "a date of birth"),
        ("05/03/80", "a date of birth"),
        ("1980-03-05", "a date of birth"),
        ("the 5th of March 1980", "a date of birth"),
        ("5 Sept 1931", "a date of birth"),
        ("March 5th, 1980", "a date of birth"),
    ],
)
def test_details_that_point_to_somebody_are_seen(text, kind):
    assert look(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "2 of 10, then 3 of 10, 12 cards in 40 minutes",
        "£1,234,567.89 or 0.1234567890 of it",
        "from 09:30 to 17:45, room 0123",
        "in 1980, in March 1980, on 5 March",
        "943 476 5918 has a wrong check digit; 0000000000 and 1111111111 are stand-ins",
        "2026-11-30, 30/11/2026, 5 March 2025 and 01/12/30 are days of the work",
        "31/02/1980 is no day, 1.2.34 is a section, 1/2/3 are steps",
        "the M14, the 86 bus, Q1 2nd half, S1 1st and 2nd, 7 p.m., E10 5pm",
        "me @ home, @kit",
        "version 10.20.3000.4000, order 1234 5678 9012 3456, 012345678901234",
        "Ring 101 or 999, or Samaritans on 116 123",
    ],
)
def test_prices_times_years_and_counts_are_left_alone(text):
    assert not look(text)


def test_each_thing_is_said_once_and_in_words_that_say_what_to_do():
    twice = ["Ring 0161 496 0123", "or 07700 900123, or write to kit@example.org"]
    said = [str(words) for words in findings(twice, TODAY)]
    assert [words.partition(" looks like ")[2] for words in said] == [
        "a telephone number. Initials and made-up details are enough here.",
        "an email address. Initials and made-up details are enough here.",
    ]


@given(st.from_regex(r"[1-9]\d{8}", fullmatch=True, alphabet="0123456789"))
def test_one_check_digit_at_most_makes_an_nhs_number(nine):
    texts = [f"{nine}{digit}" for digit in range(10)]
    assert sum(look(text) == "an NHS number" for text in texts) <= 1


@given(st.dates(date(1800, 1, 1), date(2100, 1, 1)))
def test_only_days_of_a_life_some_years_ago_are_dates_of_birth(day):
    written = f"{day.day}/{day.month}/{day.year}"
    is_birth = date(1906, 11, 23) < day <= date(2021, 11, 23)
    assert look(written) == ("a date of birth" if is_birth else "")


@given(st.text())
def test_any_text_can_be_looked_at(text):
    assert isinstance(findings([text], TODAY), list)


def test_the_courses_that_ship_hold_nothing_of_the_kind():
    texts = [path.read_text() for folder in package.shipped() for path in folder.rglob("*.md")]
    assert len(texts) > 1
    assert not findings(texts, TODAY)


def test_somebody_is_warned_on_the_page_and_by_the_script_and_nothing_is_refused(client, world):
    kofi = world.learner(world.agency())
    cycle_id = world.assign(kofi, world.course().course_id)
    with world.at_work() as now:
        actions.open_cycle(cycle_id, kofi.id, now)
        actions.read_note(cycle_id, kofi.id, now)
    path = f"/learning/{cycle_id}/T1.read-map"
    sent = {"text_paid": "M., 0161 496 0123, M14 5TQ", "number": "0", "intent": "save"}
    page = client.sign_in(kofi).get(path)
    assert page.tree.one("div", data_warnings="").text == ""
    told = client.post(path, sent, headers={"Accept": "application/json"}).json
    assert [words.partition(".")[0] for words in told["warnings"]] == [
        "Something here looks like a telephone number",
        "Something here looks like a postcode",
    ]
    page = client.get(path)
    assert [words for words in told["warnings"] if words not in page.text] == []
    page = page.press("I have written enough: go on")
    assert page.h1 != "Exercise 1b: read your map"
