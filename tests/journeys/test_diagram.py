"""A diagram's parts open by key, by tap and by the mouse; they play, stand still, and print."""

import pytest
from playwright.sync_api import Page, expect

from cptraining.courses import package
from tests.chromium import check

pytestmark = [pytest.mark.browser]


@pytest.fixture
def tea(world):
    """A learner with a course of one diagram."""
    person = world.learner(world.agency())
    course = world.course(package.example_course("diagram"))
    person.cycle_id = world.assign(person, course.course_id)
    return person


def begin(page: Page, person) -> None:
    page.goto(f"/learning/{person.cycle_id}")
    page.get_by_role("main").get_by_role("button", name="Start").click()
    page.wait_for_url("**/example.diagram")


def test_parts_open_by_key_by_tap_and_by_the_mouse(enter, tea):
    page = enter(tea)
    begin(page, tea)
    expect(page.get_by_text("Choose a part of the picture, or its name.")).to_be_visible()
    check(page)
    page.get_by_role("link", name="2. The pot").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("It gives the leaves time.")).to_be_visible()
    expect(page.locator(".part-pot.is-lit")).to_have_count(1)
    check(page)
    page.locator(".part-cup").click()
    expect(page.get_by_text("It is for two hands to hold.")).to_be_visible()
    expect(page.get_by_text("It gives the leaves time.")).to_be_hidden()
    page.locator(".part-kettle path").first.hover()
    expect(page.get_by_text("It heats the water.")).to_be_visible()
    page.get_by_role("button", name="Next part").click()
    expect(page.get_by_text("It gives the leaves time.")).to_be_visible()
    page.emulate_media(media="print")
    for said in ("It heats the water.", "Three minutes do.", "It is for two hands to hold."):
        expect(page.get_by_text(said)).to_be_visible()


def test_a_diagram_plays_and_can_be_paused(enter, tea):
    page = enter(tea)
    page.emulate_media(reduced_motion="no-preference")
    page.clock.install()
    begin(page, tea)
    page.get_by_role("button", name="Play").click()
    expect(page.get_by_text("It heats the water.")).to_be_visible()
    expect(page.locator(".part-pot.is-told")).to_have_count(0)
    page.clock.run_for(4000)
    expect(page.get_by_text("It gives the leaves time.")).to_be_visible()
    page.get_by_role("button", name="Pause").click()
    page.clock.run_for(20_000)
    expect(page.get_by_text("It gives the leaves time.")).to_be_visible()
    page.get_by_role("button", name="Play").click()
    for _ in range(3):
        page.clock.run_for(4000)
    expect(page.get_by_role("button", name="Play")).to_be_visible()


def test_a_diagram_stands_still_where_motion_is_unwanted(enter, tea):
    page = enter(tea)
    page.emulate_media(reduced_motion="reduce")
    begin(page, tea)
    expect(page.get_by_role("button", name="Next part")).to_be_visible()
    expect(page.get_by_role("button", name="Play")).to_be_hidden()


def test_without_javascript_the_parts_stand_below_the_picture(enter, tea):
    page = enter(tea, javascript=False)
    begin(page, tea)
    for said in ("It heats the water.", "Three minutes do.", "It is for two hands to hold."):
        expect(page.get_by_text(said)).to_be_visible()
    page.get_by_role("link", name="3. The cup").click()
    assert page.url.endswith("#part-cup")
