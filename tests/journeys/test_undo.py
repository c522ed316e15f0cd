"""What was changed in an exercise is taken back and made again, and the rest follows."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.chromium import check

pytestmark = [pytest.mark.browser]

SMALLEST_TARGET = 24
NAME = "What would you call it?"


@pytest.fixture
def page(enter, grace) -> Page:
    """The map of the Taster, with one aunt on it."""
    page = enter(grace, size="phone")
    page.goto(f"/learning/{grace.cycle_id}/T1.network")
    row = page.locator(".app-entry").first
    row.get_by_label(NAME).fill("aunt")
    row.get_by_label("Kind").select_option("person")
    row.get_by_label("Circle").select_option("close")
    paid(page).check()
    return page


def paid(page: Page) -> Locator:
    return page.locator("[name=items-0-paid]")


def tool(page: Page, words: str) -> Locator:
    return page.locator("[data-undoing]").get_by_role("button", name=words)


def remove(page: Page, place: int) -> None:
    page.get_by_role("button", name=f"Remove Person, place or activity {place}").click()


def names(page: Page) -> list[str]:
    return [name for one in page.get_by_label(NAME).all() if (name := one.input_value())]


def test_changes_are_undone_and_done_again_by_buttons(page):
    tool(page, "Undo").click()
    expect(paid(page)).not_to_be_checked()
    said = page.locator("[data-undoing] [role=status]")
    expect(said).to_contain_text("Undone: Paid to be there")
    tool(page, "Redo").click()
    expect(paid(page)).to_be_checked()
    expect(said).to_contain_text("Done again: Paid to be there")
    expect(tool(page, "Redo")).to_be_disabled()
    while tool(page, "Undo").is_enabled():
        tool(page, "Undo").click()
    assert names(page) == []
    expect(tool(page, "Undo")).to_be_disabled()
    expect(tool(page, "Undo")).to_be_focused()
    sizes = [tool(page, words).bounding_box() for words in ("Undo", "Redo")]
    assert all(min(size["width"], size["height"]) >= SMALLEST_TARGET for size in sizes)
    check(page)


def test_rows_that_were_removed_and_moved_come_back_by_the_keys(page):
    page.get_by_label(NAME).nth(1).fill("bench")
    page.locator(".app-entry__down").first.click()
    page.wait_for_timeout(600)
    remove(page, 2)
    assert names(page) == ["bench"]
    page.keyboard.press("Control+z")
    assert names(page) == ["bench", "aunt"]
    page.keyboard.press("Control+z")
    assert names(page) == ["aunt", "bench"]
    page.keyboard.press("Control+Shift+z")
    page.keyboard.press("Control+Shift+z")
    assert names(page) == ["bench"]
    assert page.evaluate("document.activeElement !== document.body")


def test_in_a_box_of_text_the_keys_are_the_browsers_own(page):
    page.get_by_label(NAME).nth(1).press_sequentially("bench")
    page.keyboard.press("Control+z")
    expect(paid(page)).to_be_checked()
    assert names(page) != ["aunt", "bench"]


def test_what_undo_brings_back_is_saved(page):
    page.wait_for_timeout(600)
    remove(page, 1)
    expect(page.locator("[data-saved]")).to_contain_text("Saved at")
    tool(page, "Undo").click()
    with page.expect_response(lambda got: got.request.method == "POST"):
        pass
    page.reload()
    assert names(page) == ["aunt"]


def test_cards_follow_what_is_undone(enter, grace):
    page = enter(grace)
    page.goto(f"/learning/{grace.cycle_id}/T1.sort")
    place = page.get_by_label("After hello", exact=False).first
    place.select_option("within the person")
    page.keyboard.press("Tab")
    card = page.locator(".app-bin:not(.app-bin--pile) [data-card]")
    expect(card).to_have_count(1)
    tool(page, "Undo").click()
    expect(place).to_have_value("")
    expect(card).to_have_count(0)
