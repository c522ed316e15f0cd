"""The network goes in the middle of writing: nothing is lost, and nothing newer is covered up."""

import time

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.steps import button, on

pytestmark = [pytest.mark.browser]

BOX = "What is missing if you take away everyone marked P?"
KEPT = "Not saved yet: kept on this computer until the connection is back"
DRAFTS = "Object.keys(localStorage).filter((key) => key.startsWith('draft ')).length"
PATIENCE_MILLISECONDS = 15_000


@pytest.fixture
def page(enter, grace) -> Page:
    """Grace in her log, which she has begun."""
    page = log(enter(grace), grace)
    save(page, "Before")
    return page


def log(page: Page, person) -> Page:
    page.goto(f"/learning/{person.cycle_id}/T1.read-map")
    return page


def write(page: Page, words: str) -> None:
    page.get_by_label(BOX).fill(words)


def save(page: Page, words: str) -> None:
    """Write, and wait until the server has it."""
    with page.expect_response(lambda got: got.request.method == "POST" and got.ok):
        write(page, words)


def write_offline(page: Page, words: str) -> None:
    """Cut the network, write, and wait until the page says where that is kept."""
    page.context.set_offline(True)
    write(page, words)
    expect(page.locator("[data-saved]")).to_have_text(KEPT)


def expect_saved(page: Page) -> None:
    expect(page.locator("[data-saved]")).to_contain_text("Saved at", timeout=PATIENCE_MILLISECONDS)


def expect_drafts(page: Page, count: int) -> None:
    until = time.monotonic() + PATIENCE_MILLISECONDS / 1000
    while page.evaluate(DRAFTS) != count and time.monotonic() < until:
        page.wait_for_timeout(50)
    assert page.evaluate(DRAFTS) == count


def test_what_was_written_offline_is_sent_when_the_network_is_back(page, enter, grace):
    write_offline(page, "While the network was away")
    write(page, "While the network was away, and more")
    expect_drafts(page, 1)
    page.context.set_offline(False)
    expect_saved(page)
    expect_drafts(page, 0)
    other = log(enter(grace), grace)
    expect(other.get_by_label(BOX)).to_have_value("While the network was away, and more")


def test_an_answer_lost_on_its_way_back_is_no_conflict(page, enter, grace):
    def lose(route) -> None:
        route.fetch()
        route.abort("internetdisconnected")

    page.route("**/T1.read-map", lose, times=1)
    write(page, "Arrived, but nobody heard")
    expect(page.locator("[data-saved]")).to_have_text(KEPT)
    write(page, "Arrived, and written on")
    expect_saved(page)
    other = log(enter(grace), grace)
    expect(other.get_by_label(BOX)).to_have_value("Arrived, and written on")


def test_a_button_pressed_offline_keeps_the_page_and_says_why(page):
    page.context.set_offline(True)
    write(page, "Written and sent at once")
    button(page, "I have written enough: go on").click()
    expect(page.locator("[data-saved]")).to_have_text(KEPT)
    expect(page.locator("[data-saved]")).to_be_focused()
    expect(page.get_by_label(BOX)).to_have_value("Written and sent at once")
    page.context.set_offline(False)
    expect_saved(page)


def test_what_a_closed_page_kept_is_back_and_saved_when_it_is_opened_again(page, enter, grace):
    write_offline(page, "Kept while the page was closed")
    again = page.context.new_page()
    page.close()
    again.context.set_offline(False)
    log(again, grace)
    expect(again.get_by_label(BOX)).to_have_value("Kept while the page was closed")
    expect_saved(again)
    expect_drafts(again, 0)
    expect(log(enter(grace), grace).get_by_label(BOX)).to_have_value(
        "Kept while the page was closed"
    )


def test_rows_that_were_added_offline_come_back_in_their_order(enter, grace):
    page = enter(grace)
    page.goto(f"/learning/{grace.cycle_id}/T1.network")
    add(page, 0, "aunt")
    expect_saved(page)
    count = page.locator(".app-entry").count() + 1
    page.context.set_offline(True)
    page.get_by_role("button", name="Add another").click()
    add(page, count - 1, "bench")
    for place in range(count, 1, -1):
        page.locator(".app-entry__up").nth(place - 1).click()
    expect(page.locator("[data-saved]")).to_have_text(KEPT)
    again = page.context.new_page()
    page.close()
    again.context.set_offline(False)
    again.goto(f"/learning/{grace.cycle_id}/T1.network")
    boxes = again.get_by_label("What would you call it?")
    expect(boxes.nth(0)).to_have_value("bench")
    expect(boxes.nth(1)).to_have_value("aunt")
    expect(boxes).to_have_count(count)
    expect_saved(again)


def add(page: Page, place: int, name: str) -> None:
    row = page.locator(".app-entry").nth(place)
    row.get_by_label("What would you call it?").fill(name)
    row.get_by_label("Kind").select_option("person")
    row.get_by_label("Circle").select_option("close")


def test_another_device_saved_meanwhile_both_are_shown_and_one_is_chosen(page, enter, grace):
    write_offline(page, "On the train")
    desk = log(enter(grace), grace)
    save(desk, "At the desk")
    page.context.set_offline(False)
    expect_both(page, mine="On the train", saved="At the desk")
    page.get_by_role("link", name="Use the saved one").click()
    expect(page.get_by_label(BOX)).to_have_value("At the desk")
    expect_drafts(page, 0)


def test_a_draft_found_beside_a_newer_answer_is_shown_until_one_is_chosen(page, enter, grace):
    write_offline(page, "On the train")
    desk = log(enter(grace), grace)
    save(desk, "At the desk")
    again = page.context.new_page()
    page.close()
    again.context.set_offline(False)
    again.goto("/home")
    log(again, grace)
    expect_both(again, mine="On the train", saved="At the desk")
    log(again, grace)
    expect_both(again, mine="On the train", saved="At the desk")
    save(again, "Both")
    expect_drafts(again, 0)


def expect_both(page: Page, *, mine: str, saved: str) -> None:
    on(page, "This was changed on another page")
    expect(page.get_by_role("region", name="This was changed")).to_contain_text(saved)
    expect(page.get_by_label(BOX)).to_have_value(mine)


def test_signing_out_leaves_nothing_in_the_browser(page, enter, grace):
    write_offline(page, "Private")
    again = page.context.new_page()
    page.close()
    again.context.set_offline(False)
    again.route("**/T1.read-map", lambda route: route.abort())
    again.goto("/account")
    assert again.evaluate(DRAFTS) == 1
    button(again, "Sign out").first.click()
    on(again, "Sign in")
    expect_drafts(again, 0)


def test_somebody_else_finds_nothing_in_the_browser(page, enter, grace, world):
    write_offline(page, "Private")
    page.evaluate("for (const key of Object.keys(localStorage)) if (key.startsWith('draft '))"
                  " { localStorage['draft 0 /of-somebody 1'] = localStorage[key] }")  # fmt: skip
    page.context.set_offline(False)
    expect_saved(page)
    log(page, grace)
    expect_drafts(page, 0)


def test_a_shared_computer_keeps_nothing_and_says_so(enter, grace):
    page = enter(grace)
    page.route(
        "**/T1.read-map",
        lambda route: route.fulfill(
            response=(got := route.fetch()),
            body=got.text().replace("<body ", "<body data-shared "),
        ),
        times=1,
    )
    log(page, grace)
    page.context.set_offline(True)
    write(page, "On a shared computer")
    expect(page.locator("[data-saved]")).to_have_text("Not saved, trying again")
    assert page.evaluate(DRAFTS) == 0
    page.context.set_offline(False)
    expect_saved(page)
