"""Nothing that somebody wrote is lost: closed pages, two tabs, a server that goes away."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.steps import button, on, on_question

pytestmark = [pytest.mark.browser, pytest.mark.slow]

BOX = "What is missing if you take away everyone marked P?"
SAVED = "Saved at"


def log(page: Page, person) -> Page:
    """Open the log of the Taster."""
    page.goto(f"/learning/{person.cycle_id}/T1.read-map")
    return page


def expect_saved(page: Page) -> None:
    expect(page.locator("[data-saved]")).to_contain_text(SAVED)


def test_what_was_written_is_there_when_the_page_is_opened_again(enter, grace):
    page = log(enter(grace), grace)
    page.get_by_label(BOX).press_sequentially("My neighbour and the café")
    expect_saved(page)
    page.close()
    again = log(enter(grace, size="phone"), grace)
    expect(again.get_by_label(BOX)).to_have_value("My neighbour and the café")


def test_what_was_written_last_is_saved_on_leaving(enter, grace):
    page = log(enter(grace), grace)
    page.get_by_label(BOX).fill("Written a moment before leaving")
    page.get_by_role("link", name="Save and leave").click()
    on(page, "Taster: Connecting People in 40 minutes")
    log(page, grace)
    expect(page.get_by_label(BOX)).to_have_value("Written a moment before leaving")


def test_a_stale_tab_is_told_and_shows_both_texts(enter, grace):
    one = log(enter(grace), grace)
    other = log(one.context.new_page(), grace)
    one.get_by_label(BOX).fill("From the first tab")
    expect_saved(one)
    other.get_by_label(BOX).fill("From the second tab")
    on(other, "This was changed on another page")
    expect(other.get_by_role("region", name="This was changed")).to_contain_text(
        "From the first tab"
    )
    expect(other.get_by_label(BOX)).to_have_value("From the second tab")
    button(other, "I have written enough: go on").click()
    on(other, "where does the barrier sit?")
    log(one, grace)
    expect(one.get_by_label(BOX)).to_have_value("From the second tab")


def test_a_draft_in_the_quiz_is_there_when_the_page_is_opened_again(enter, grace, attempt):
    page = enter(grace)
    page.goto(f"/attempts/{attempt}/1")
    on_question(page)
    choice = page.get_by_role("radio").nth(2)
    choice.check()
    expect_saved(page)
    page.close()
    again = enter(grace)
    again.goto(f"/attempts/{attempt}/1")
    expect(again.get_by_role("radio").nth(2)).to_be_checked()
    expect(button(again, "Check my answer")).to_be_visible()


def test_a_page_goes_on_trying_until_the_server_is_back(visit, grace, real_server):
    real_server.start()
    page = log(visit(grace), grace)
    page.get_by_label(BOX).fill("Before")
    expect_saved(page)
    real_server.kill()
    page.get_by_label(BOX).fill("While the server was away")
    expect(page.locator("[data-saved]")).to_contain_text("kept on this computer")
    real_server.start()
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("[data-saved]")).to_contain_text(SAVED, timeout=20_000)
    log(page, grace)
    expect(page.get_by_label(BOX)).to_have_value("While the server was away")
