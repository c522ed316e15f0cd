"""The figures of a quiz can be read by everybody: small, large, and without seeing the charts."""

import pytest
from playwright.sync_api import expect

from tests import marks
from tests.chromium import check
from tests.journeys.cast import see
from tests.school import Class

pytestmark = [pytest.mark.browser]

IDS = ["q1", "q2", "q3", "q4"]
PAGE = f"/report/questions/measured/{marks.STEP}"


@pytest.fixture
def school(world):
    """A class that tried a quiz, of which one question was corrected meanwhile."""
    school, asked = Class(world), [marks.question(id_) for id_ in IDS]
    quiz = world.course(marks.course(asked))
    marks.sit(world, school, quiz, range(1000, 1030), marks.guessed(IDS))
    world.later(days=9)
    newer = world.course(marks.course([marks.question("q1", worth=2), *asked[1:]]))
    marks.sit(world, school, newer, range(2000, 2030), marks.guessed(IDS))
    return school


def test_pages_of_figures(enter, school, size):
    page = enter(school.trainer, size=size)
    see(page, "/report/questions", PAGE, f"{PAGE}/q1", f"{PAGE}?team=x")


def test_a_chart_tells_its_figures_in_a_table(enter, school):
    page = enter(school.trainer)
    page.goto(f"{PAGE}/q2")
    expect(page.get_by_role("img", name="Share of the mark in each fifth")).to_be_visible()
    page.get_by_text("The chart as a table").click()
    table = page.get_by_role("table", name="The figures of the chart")
    expect(table.get_by_role("rowheader")).to_have_count(5)
    page.get_by_text("What these figures mean").click()
    check(page)


def test_other_tries_are_counted_without_a_mouse(enter, school):
    page = enter(school.trainer)
    page.goto(PAGE)
    page.get_by_role("combobox", name="Tries").select_option(label="All tries")
    page.get_by_role("button", name="Show").press("Enter")
    expect(page.get_by_text("All tries; all teams")).to_be_visible()
    page.get_by_role("link", name="What about q3?").press("Enter")
    expect(page.get_by_role("heading", name="What about q3?")).to_be_visible()
    assert "attempts=all" in page.url
