"""A cartoon on a phone: one panel at a time by button, key and finger; elsewhere all at once."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.chromium import check

pytestmark = [pytest.mark.browser]

ALL = 4


def open_strip(enter, grace, **options: object) -> Page:
    page = enter(grace, **options)
    page.goto(f"/learning/{grace.cycle_id}/T1.leaflet")
    return page


def seen(page: Page) -> list[str]:
    """The titles of the panels that can be seen in the strip."""
    figures = page.get_by_role("figure").all()
    return [one.get_by_role("heading").inner_text() for one in figures if is_seen(one)]


def is_seen(figure: Locator) -> bool:
    box, width = figure.bounding_box(), figure.page.viewport_size["width"]
    return box["x"] >= 0 and box["x"] + box["width"] <= width + 1


def expect_at(page: Page, title: str, count: str) -> None:
    """Wait until this panel, and no other, is seen and said."""
    expect(page.get_by_role("status").filter(has_text="of 4")).to_have_text(count)
    assert seen(page) == [title]


def test_on_a_phone_buttons_turn_to_the_next_panel_and_back(enter, grace):
    page = open_strip(enter, grace, size="phone")
    back = page.get_by_role("button", name="Back")
    following = page.get_by_role("button", name="Next")
    expect_at(page, "1. A leaflet", "1 of 4")
    expect(back).to_have_attribute("aria-disabled", "true")
    check(page)
    following.click()
    expect_at(page, "2. Four leaflets", "2 of 4")
    expect(following).to_be_focused()
    check(page)
    back.click()
    expect_at(page, "1. A leaflet", "1 of 4")


def test_on_a_phone_arrow_keys_and_a_finger_turn_too(enter, grace):
    page = open_strip(enter, grace, size="phone")
    page.get_by_role("region", name="The cartoon").focus()
    page.keyboard.press("ArrowRight")
    expect_at(page, "2. Four leaflets", "2 of 4")
    page.keyboard.press("End")
    page.keyboard.press("ArrowRight")
    expect_at(page, "4. A window", "4 of 4")
    expect(page.get_by_role("button", name="Next")).to_have_attribute("aria-disabled", "true")
    page.locator("[data-window]").evaluate("strip => strip.scrollTo(0, 0)")  # as a finger does
    expect_at(page, "1. A leaflet", "1 of 4")


def test_at_a_desk_and_without_javascript_the_strip_is_a_plain_list(enter, grace):
    desk = open_strip(enter, grace)
    assert len(seen(desk)) == ALL
    expect(desk.get_by_role("button", name="Next")).to_be_hidden()
    assert desk.get_by_role("region", name="The cartoon").count() == 0
    plain = open_strip(enter, grace, size="phone", javascript=False)
    assert len(seen(plain)) == ALL
    expect(plain.get_by_role("button", name="Next")).to_be_hidden()


def test_on_paper_nothing_of_the_strip_is_hidden(enter, grace):
    page = open_strip(enter, grace, size="phone")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 700, "height": 1000})
    assert len(seen(page)) == ALL
    expect(page.get_by_role("button", name="Next")).to_be_hidden()
