"""Cards are placed by mouse, by finger, by keys and by their lists; all say and save the same."""

import re
import time
from collections.abc import Callable

import pytest
from playwright.sync_api import CDPSession, Locator, Page, expect

from cptraining.courses import package
from cptraining.database import db
from cptraining.learning import actions
from cptraining.learning.models import Answer
from tests.chromium import check
from tests.journeys.hands import Keys

pytestmark = [pytest.mark.browser]

LAUGH = "“I’d like to hear people laugh again.”"
SMALLEST_TARGET = 24
SECONDS_TO_SAVE = 5

Opening = Callable[..., Page]


@pytest.fixture
def opened(app, world, enter) -> Opening:
    """Opens the example of a kind; `page.kept()` is the answer as it is saved."""

    def open_one(kind: str, **options: object) -> Page:
        person = world.learner(world.agency())
        outline = package.example_course(kind)
        cycle = world.assign(person, world.course(outline).course_id)
        with world.at_work() as now:
            actions.open_cycle(cycle, person.id, now)
        page = enter(person, **options)
        page.goto(f"/learning/{cycle}/{next(iter(outline)).id}")
        page.kept = lambda: kept(app)
        return page

    return open_one


def kept(app) -> object:
    with app.app_context():
        return db.session.scalar(db.select(Answer.value))


def expect_kept(page: Page, wanted: object) -> None:
    """Wait until exactly this is saved: that takes two seconds at the most."""
    until = time.monotonic() + SECONDS_TO_SAVE
    while page.kept() != wanted and time.monotonic() < until:
        page.wait_for_timeout(50)
    assert page.kept() == wanted


def card(page: Page, id_: str) -> Locator:
    return page.locator(f"[data-card={id_}]")


def grip(page: Page, id_: str) -> Locator:
    return page.locator(f"[data-card={id_}] [data-grip], [data-reply={id_}] [data-grip]")


def bin_(page: Page, id_: str) -> Locator:
    return page.locator(f"section[data-place='{id_}']")


def dock(page: Page) -> Locator:
    return page.locator("[data-dock]")


def expect_said(page: Page, words: str) -> None:
    expect(page.locator("[data-kind] [role=status]")).to_have_text(words)


def expect_in(page: Page, id_: str, place: str) -> None:
    """The card lies there, and its list says so."""
    expect(bin_(page, place).locator(f"[data-card={id_}]")).to_be_visible()
    expect(card(page, id_).get_by_role("combobox")).to_have_value(place)


def middle(one: Locator) -> tuple[float, float]:
    box = one.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag(page: Page, one: Locator, to: Locator) -> None:
    """By mouse."""
    one.scroll_into_view_if_needed()
    page.mouse.move(*middle(one))
    page.mouse.down()
    page.mouse.move(*middle(one), steps=2)
    page.mouse.move(*middle(to), steps=8)
    page.mouse.up()


class Finger:
    """One finger on the glass."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._session: CDPSession = page.context.new_cdp_session(page)

    def slide(self, start: tuple[float, float], end: Callable[[], tuple[float, float]]) -> None:
        """Where to end is asked when the finger has moved a little."""
        self._touch("touchStart", start)
        self._touch("touchMove", (start[0], start[1] + 10))
        self._touch("touchMove", (start[0], start[1] + 20))
        to = end()
        for part in range(1, 6):
            x, y = (a + (b - a) * part / 5 for a, b in zip(start, to, strict=True))
            self._touch("touchMove", (x, y))
        self._page.wait_for_timeout(200)  # a finger in full swing would swallow the next tap
        self._touch("touchMove", to)
        self._touch("touchEnd", None)

    def _touch(self, kind: str, at: tuple[float, float] | None) -> None:
        points = [{"x": at[0], "y": at[1]}] if at else []
        self._session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
        self._page.wait_for_timeout(20)


def test_a_mouse_drags_cards_into_bins_and_they_are_saved(opened):
    page = opened("sort")
    check(page)
    drag(page, card(page, "laugh").locator("label").first, bin_(page, "want"))
    expect_in(page, "laugh", "want")
    expect_said(page, f"Card 1 of 4: {LAUGH} is now in “a want”.")
    drag(page, grip(page, "cat"), bin_(page, "asset"))
    expect(card(page, "cat").get_by_label("Who gains from it?")).to_be_visible()
    expect_kept(page, {"laugh": "want", "cat": "asset"})
    check(page)
    drag(page, grip(page, "laugh"), bin_(page, ""))
    expect_in(page, "laugh", "")
    expect_kept(page, {"cat": "asset"})


def test_escape_and_letting_go_elsewhere_leave_a_card_where_it_was(opened):
    page = opened("sort")
    page.mouse.move(*middle(grip(page, "cat")))
    page.mouse.down()
    page.mouse.move(*middle(bin_(page, "want")), steps=5)
    expect(page.locator(".app-ghost")).to_be_visible()
    page.keyboard.press("Escape")
    page.mouse.up()
    expect(page.locator(".app-ghost")).to_have_count(0)
    drag(page, grip(page, "cat"), page.get_by_role("heading", level=1))
    expect_in(page, "cat", "")
    expect(dock(page)).to_be_hidden()


def test_a_finger_drags_by_the_handle_and_scrolls_everywhere_else(opened):
    page = opened("sort", size="phone")
    finger = Finger(page)
    grip(page, "laugh").scroll_into_view_if_needed()
    finger.slide(
        middle(grip(page, "laugh")),
        lambda: middle(dock(page).get_by_role("button", name="a want")),
    )
    expect_in(page, "laugh", "want")
    expect(dock(page)).to_be_hidden()
    page.evaluate("scrollTo(0, 0)")
    x, y = middle(card(page, "cat").locator("label").first)
    finger.slide((x, y), lambda: (x, y - 300))
    assert page.evaluate("scrollY") > 100
    expect_in(page, "cat", "")
    expect_kept(page, {"laugh": "want"})


def test_a_drag_to_the_edge_scrolls_the_page(opened):
    page = opened("rank", size="phone")
    grip(page, "wardrobe").scroll_into_view_if_needed()
    page.mouse.move(*middle(grip(page, "wardrobe")))
    page.mouse.down()
    page.mouse.move(200, 400, steps=3)
    before = page.evaluate("scrollY")
    page.mouse.move(200, 20, steps=3)
    page.wait_for_timeout(500)
    assert page.evaluate("scrollY") < before
    page.mouse.up()


def test_tap_a_card_and_then_a_place(opened, size):
    page = opened("sort", size=size)
    grip(page, "coat").click()
    expect(dock(page)).to_be_visible()
    check(page)
    dock(page).get_by_role("button", name="an asset").click()
    expect_in(page, "coat", "asset")
    expect(grip(page, "coat")).to_be_focused()
    grip(page, "tea").click()
    bin_(page, "want").get_by_role("heading").click()
    expect_in(page, "tea", "want")
    expect(dock(page)).to_be_hidden()
    expect_kept(page, {"coat": "asset", "tea": "want"})


def test_keys_alone_pick_up_place_and_move_cards(opened):
    page = opened("sort")
    keys = Keys(page)
    keys.press(grip(page, "laugh"))
    expect(dock(page).get_by_role("button", name="a want")).to_be_focused()
    page.keyboard.press("Enter")
    expect_in(page, "laugh", "want")
    expect(grip(page, "laugh")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect_in(page, "laugh", "asset")
    expect(grip(page, "laugh")).to_be_focused()
    expect_said(page, f"Card 1 of 4: {LAUGH} is now in “an asset”.")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    expect(grip(page, "laugh")).to_be_focused()
    expect_kept(page, {"laugh": "asset"})


def test_a_list_used_with_the_keys_keeps_its_card_until_the_focus_goes_on(opened):
    page = opened("sort")
    first, second = (card(page, id_).get_by_role("combobox") for id_ in ("laugh", "cat"))
    first.focus()
    page.keyboard.press("ArrowDown")
    expect(first).to_have_value("want")
    expect(bin_(page, "").locator("[data-card=laugh]")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(second).to_be_focused()
    expect_in(page, "laugh", "want")
    expect_kept(page, {"laugh": "want"})


def test_moving_a_checked_card_takes_its_verdict_away(opened):
    page = opened("sort")
    card(page, "cat").get_by_role("combobox").select_option("want")
    page.get_by_role("button", name="Check my places").click()
    expect(card(page, "cat")).to_contain_text("It sits here: an asset.")
    expect(card(page, "cat")).to_contain_text("It is something she does already.")
    check(page)
    drag(page, grip(page, "cat"), bin_(page, "asset"))
    expect(card(page, "cat").locator("[data-why]")).to_be_hidden()


def numbers(page: Page) -> dict[str, str]:
    found = page.locator("[data-card]").all()
    return {
        one.get_attribute("data-card"): one.get_by_role("combobox").input_value() for one in found
    }


def test_a_card_in_an_order_pushes_the_others_on(opened, size):
    page = opened("rank", size=size)
    check(page)
    for id_ in ("wardrobe", "lunch", "course"):
        grip(page, id_).focus()
        page.keyboard.press("ArrowDown")  # the first free place
    expect_kept(page, {"wardrobe": 1, "lunch": 2, "course": 3})
    if size == "desk":
        drag(page, grip(page, "repair"), bin_(page, "2"))
    else:
        grip(page, "repair").click()
        dock(page).get_by_role("button", name="2", exact=True).click()
    expect_kept(page, {"wardrobe": 1, "repair": 2, "lunch": 3, "course": 4})
    expect_in(page, "course", "4")


def test_buttons_and_lists_change_an_order_too(opened):
    page = opened("rank")
    for number, id_ in enumerate(("wardrobe", "repair", "lunch", "course"), start=1):
        card(page, id_).get_by_role("combobox").select_option(str(number))
    card(page, "course").get_by_role("button", name="Move up").click()
    expect_in(page, "lunch", "4")
    expect(card(page, "course").get_by_role("button", name="Move up")).to_be_focused()
    card(page, "hospital").get_by_role("combobox").select_option("1")
    assert numbers(page) == {
        "hospital": "1", "wardrobe": "2", "repair": "3", "course": "4", "lunch": "5",
    }  # fmt: skip
    expect(card(page, "hospital").get_by_role("button", name="Move up")).to_be_disabled()
    check(page)
    page.get_by_label("Why this one first?").fill("Nearby.")
    page.get_by_role("button", name="Compare my order").click()
    expect(page.get_by_role("heading", name="What others said")).to_be_visible()
    expect(page.locator(":target")).to_contain_text("of your 5 cards stand where")
    check(page)


def test_what_belongs_to_a_card_is_dragged_onto_it(opened):
    page = opened("match")
    check(page)
    drag(page, grip(page, "bonding"), card(page, "low"))
    drag(page, page.locator("[data-reply=bonding] [data-text]"), card(page, "missed"))
    expect_said(
        page, "Card 4 of 4: Being missed if one doesn't turn up is now with “bonding tie”."
    )
    expect(page.locator("[data-reply=bonding] [data-used]")).to_be_visible()
    Keys(page).press(grip(page, "linking"))
    Keys(page).press(dock(page).get_by_role("button", name="wheelchair bay"))
    expect(grip(page, "linking")).to_be_focused()
    expect_kept(page, {"low": "bonding", "bay": "linking", "missed": "bonding"})
    page.get_by_role("button", name="Check my pairs").click()
    expect(page.get_by_text("They belong together.")).to_have_count(3)
    check(page)


def test_a_finger_matches_by_handle_and_by_tap(opened):
    page = opened("match", size="phone")
    grip(page, "weak").scroll_into_view_if_needed()
    finger = Finger(page)
    finger.slide(
        middle(grip(page, "weak")),
        lambda: middle(dock(page).get_by_role("button", name="Saturday job")),
    )
    grip(page, "linking").tap()
    check(page)
    dock(page).get_by_role("button", name="wheelchair bay").tap()
    expect_kept(page, {"job": "weak", "bay": "linking"})


@pytest.mark.parametrize("kind", ["sort", "match", "rank"])
def test_controls_are_large_enough_for_a_finger(opened, kind):
    page = opened(kind, size="phone")
    controls = page.locator("[data-kind] :is(button, select):visible").all()
    sizes = [one.bounding_box() for one in controls]
    assert sizes
    assert all(min(size["width"], size["height"]) >= SMALLEST_TARGET for size in sizes)


@pytest.mark.parametrize("kind", ["sort", "match", "rank"])
def test_without_javascript_there_are_lists_and_nothing_that_does_not_work(opened, kind):
    page = opened(kind, javascript=False)
    expect(
        page.locator("[data-grip]:visible, [data-dock]:visible, [data-by]:visible")
    ).to_have_count(0)
    for number, one in enumerate(page.get_by_role("combobox").all(), start=1):
        one.select_option(index=number if kind == "rank" else 1)
    page.get_by_role("button", name=re.compile("Check my|Compare my")).click()
    expect(page.locator("#checked")).to_be_visible()
