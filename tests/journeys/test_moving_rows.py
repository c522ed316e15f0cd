"""Rows are added, moved, removed and brought back at once, with any hand, and the focus stays."""

import re
import time

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.chromium import check
from tests.journeys.hands import Hand, Keys, Pointer

pytestmark = [pytest.mark.browser]

NAMES = ["aunt", "bench", "choir"]
SMALLEST_TARGET = 24
SECONDS_TO_SAVE = 5


@pytest.fixture(params=["mouse", "finger", "keys"])
def hand(request, enter, grace) -> Hand:
    """Somebody on the map of the Taster who has written down three things."""
    page = enter(grace, size="phone" if request.param == "finger" else "desk")
    page.goto(f"/learning/{grace.cycle_id}/T1.network")
    hand = Keys(page) if request.param == "keys" else Pointer(page)
    for place, name in enumerate(NAMES):
        hand.write(box(page, place), name)
        hand.select(row(page, place).get_by_label("Kind"), "person")
        hand.select(row(page, place).get_by_label("Circle"), "close")
    return hand


def row(page: Page, place: int) -> Locator:
    return page.locator(".app-entry").nth(place)


def box(page: Page, place: int) -> Locator:
    return row(page, place).get_by_label("What would you call it?")


def names(page: Page) -> list[str]:
    found = page.get_by_label("What would you call it?").all()
    return [name for one in found if (name := one.input_value())]


def expect_kept(page: Page, wanted: list[str]) -> None:
    """Wait until exactly these are saved: that takes two seconds at the most."""
    until = time.monotonic() + SECONDS_TO_SAVE
    kept: list[str] = []
    while kept != wanted and time.monotonic() < until:
        kept = re.findall(r'-name" type="text" value="([^"]+)"', page.request.get(page.url).text())
    assert kept == wanted


def tool(page: Page, words: str, place: int) -> Locator:
    return page.get_by_role("button", name=f"{words} Person, place or activity {place}")


def expect_said(page: Page, words: str) -> None:
    expect(page.locator("[data-rows] [role=status]")).to_have_text(words)


def test_rows_change_at_once_and_are_saved_in_their_order(hand):
    page = hand.page
    hand.press(tool(page, "Move down", 1))
    assert names(page) == ["bench", "aunt", "choir"]
    expect_said(page, "aunt is now number 2 of 4.")
    expect(tool(page, "Move down", 2)).to_be_focused()
    expect(tool(page, "Move up", 1)).to_be_disabled()
    hand.press(tool(page, "Remove", 1))
    assert names(page) == ["aunt", "choir"]
    expect_said(page, "bench is removed.")
    expect(tool(page, "Remove", 1)).to_be_focused()
    check(page)
    hand.press(page.locator("[data-rows]").get_by_role("button", name="Undo"))
    assert names(page) == ["bench", "aunt", "choir"]
    expect(box(page, 0)).to_be_focused()
    expect_kept(page, ["bench", "aunt", "choir"])


def test_a_new_row_has_the_focus_and_is_saved_with_the_others(hand):
    page = hand.page
    hand.press(page.get_by_role("button", name="Add another"))
    expect(row(page, 4)).to_be_visible()
    expect(box(page, 4)).to_be_focused()
    expect_said(page, "Person, place or activity 5 is added.")
    hand.write(box(page, 4), "dog")
    hand.select(row(page, 4).get_by_label("Kind"), "person")
    hand.select(row(page, 4).get_by_label("Circle"), "close")
    expect_kept(page, [*NAMES, "dog"])


def test_enter_goes_to_the_next_row_and_at_the_end_to_a_new_one(enter, grace):
    page = enter(grace)
    page.goto(f"/learning/{grace.cycle_id}/T1.network")
    box(page, 0).focus()
    for place in range(1, 6):
        page.keyboard.press("Enter")
        expect(box(page, place)).to_be_focused()
    expect(page.locator(".app-entry")).to_have_count(6)


def test_every_tool_is_large_enough_for_a_finger(enter, grace):
    page = enter(grace, size="phone")
    page.goto(f"/learning/{grace.cycle_id}/T1.network")
    tools = page.locator(".app-entry__tools").first.get_by_role("button").all()
    sizes = [one.bounding_box() for one in tools]
    assert len(sizes) == 3
    assert all(min(size["width"], size["height"]) >= SMALLEST_TARGET for size in sizes)


def test_without_javascript_enter_saves_and_stays(enter, grace):
    page = enter(grace, javascript=False)
    page.goto(f"/learning/{grace.cycle_id}/T1.network")
    box(page, 0).fill("aunt")
    row(page, 0).get_by_label("Kind").select_option("person")
    row(page, 0).get_by_label("Circle").select_option("close")
    box(page, 0).press("Enter")
    expect(page.get_by_text("Saved at").first).to_be_visible()
    assert names(page) == ["aunt"]
