"""A map is changed on its picture by mouse, finger and keys; list and picture always agree."""

import re
from math import hypot

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.chromium import check
from tests.journeys.test_moving_rows import expect_kept

pytestmark = [pytest.mark.browser]

ITEMS = [
    {"id": "k1", "name": "aunt", "kind": "person", "circle": "close", "angle": 200},
    {"id": "k2", "name": "bench", "kind": "place", "circle": "middle", "angle": 300, "paid": True},
    {"id": "k3", "name": "choir", "kind": "activity", "circle": "outer", "angle": 20},
]
EDGES = {"close": 126, "middle": 213, "outer": 300}


@pytest.fixture(params=["desk", "phone"])
def page(request, world, enter, grace) -> Page:
    """Grace’s map of three things, on a desk or a phone."""
    from cptraining.learning import actions  # noqa: PLC0415 -- it imports the application

    with world.at_work() as now:
        actions.save_answer(
            grace.cycle_id, "T1.network", {"middle": "own", "items": ITEMS}, number=0, now=now
        )
    page = enter(grace, size=request.param)
    page.goto(f"/learning/{grace.cycle_id}/T1.network")
    return page


def mark(page: Page, name: str) -> Locator:
    return page.get_by_role("button", name=re.compile(f"^{name}, "))


def cell(page: Page, place: int, column: str) -> Locator:
    return page.locator(f"[name=items-{place}-{column}]")


def said(page: Page) -> Locator:
    return page.locator(".app-map [data-said]")


def expect_same(page: Page) -> None:
    """Wait until the picture shows what the list holds, each thing on its circle."""
    listed = {}
    for row in page.locator(".app-entry").all():
        if name := row.locator("[name$=-name]").input_value():
            listed[name] = row.locator("[name$=-circle]").input_value()
    found = {}
    for one in page.locator(".app-map__item[data-id]").all():
        x, y = map(float, re.findall(r"-?[\d.]+", one.get_attribute("transform") or ""))
        circle = next(name for name, edge in EDGES.items() if hypot(x, y) < edge)
        found[(one.get_attribute("aria-label") or "").partition(",")[0]] = circle
    assert found == listed


def middle(one: Locator) -> tuple[float, float]:
    box = one.locator(".app-map__focus").bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def on_circle(page: Page, part: float) -> tuple[float, float]:
    """A place in the window, to the left of the middle, so far out of the whole picture."""
    box = page.locator(".app-map__ring").first.bounding_box()
    assert box
    return box["x"] + box["width"] * (0.5 - part / 2), box["y"] + box["height"] / 2


def test_a_mouse_drags_and_undo_takes_it_back(page):
    one = mark(page, "choir")
    one.scroll_into_view_if_needed()
    page.mouse.move(*middle(one))
    page.mouse.down()
    page.mouse.move(*on_circle(page, 0.5), steps=6)
    assert cell(page, 2, "circle").input_value() == "middle"
    page.mouse.move(*on_circle(page, 0.3), steps=3)
    page.mouse.up()
    expect(said(page)).to_have_text("choir is now close.")
    expect(one).to_be_focused()
    assert (cell(page, 2, "circle").input_value(), cell(page, 2, "angle").input_value()) == (
        "close",
        "180",
    )
    expect_same(page)
    page.keyboard.press("Control+z")
    assert cell(page, 2, "angle").input_value() == "20"
    expect(one).to_be_focused()
    expect_same(page)
    check(page)


def test_a_finger_drags_a_mark_and_scrolls_beside_it(page):
    one = mark(page, "aunt")
    one.scroll_into_view_if_needed()
    send = page.context.new_cdp_session(page).send

    def touch(kind: str, *points: tuple[float, float]) -> None:
        send("Input.dispatchTouchEvent", {
            "type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points],
        })  # fmt: skip

    before = page.evaluate("scrollY")
    (x, y), (to_x, to_y) = middle(one), on_circle(page, 0.85)
    touch("touchStart", (x, y))
    for part in (0.2, 0.4, 0.6, 0.8, 1):
        touch("touchMove", (x + (to_x - x) * part, y + (to_y - y) * part))
    touch("touchEnd")
    expect(said(page)).to_have_text("aunt is now outer.")
    assert cell(page, 0, "circle").input_value() == "outer"
    assert page.evaluate("scrollY") == before
    assert one.evaluate("one => getComputedStyle(one).touchAction") == "none"
    assert page.locator(".app-map__picture").evaluate(
        "one => getComputedStyle(one).touchAction"
    ) in {"auto", "pan-y"}
    expect_same(page)


def test_the_keys_move_and_lead_to_the_row(page):
    press = page.keyboard.press
    mark(page, "aunt").focus()
    expect(page.locator(".app-map__item[tabindex='0']")).to_have_count(1)
    press("ArrowUp")
    expect(said(page)).to_have_text("aunt is as far as it can go: close.")
    press("ArrowDown")
    expect(said(page)).to_have_text("aunt is now middle.")
    press("ArrowRight")
    assert cell(page, 0, "angle").input_value() == "210"
    press("n")
    expect(mark(page, "bench")).to_be_focused()
    press("Enter")
    expect(cell(page, 1, "name")).to_be_focused()
    expect(cell(page, 1, "circle")).to_be_visible()
    expect_same(page)
    check(page)


@pytest.fixture
def busy(page) -> Page:
    """The same map in a browser that never has a quiet moment."""
    page.add_init_script("window.requestIdleCallback = () => 1")
    page.reload()
    return page


def test_a_tie_is_made_and_its_end_removed_without_a_quiet_moment_between(busy):
    mark(busy, "bench").focus()
    for key in ("t", "n", "Enter", "Delete"):
        busy.keyboard.press(key)
    expect(mark(busy, "choir")).to_have_count(0)


def test_the_keys_tie_remove_and_bring_back(page):
    press = page.keyboard.press
    mark(page, "bench").focus()
    press("t")
    press("n")
    press("Enter")
    expect(said(page)).to_have_text("bench and choir know each other.")
    assert cell(page, 1, "knows").input_value() == "choir"
    expect(page.locator(".app-map__tie[d]")).to_have_count(2)  # one is the legend's
    press("Delete")
    expect(mark(page, "choir")).to_have_count(0)
    expect(mark(page, "bench")).to_be_focused()
    assert cell(page, 1, "knows").input_value() == ""
    expect_same(page)
    press("Control+z")
    expect(mark(page, "choir")).to_have_count(1)
    expect(mark(page, "bench")).to_have_accessible_name(
        "bench, place, middle, neutral, paid to be there, knows choir"
    )
    expect_same(page)


def test_the_list_does_the_same_and_a_new_name_keeps_its_ties(page):
    page.get_by_role("button", name="Add something").click()
    expect(cell(page, 3, "name")).to_be_focused()
    cell(page, 3, "name").fill("dog")
    cell(page, 3, "kind").select_option("person")
    cell(page, 3, "circle").select_option("close")
    cell(page, 3, "knows").fill("1")
    cell(page, 3, "knows").blur()
    assert cell(page, 3, "knows").input_value() == "aunt"
    cell(page, 0, "name").fill("auntie")
    assert cell(page, 3, "knows").input_value() == "auntie"
    expect(mark(page, "dog")).to_have_accessible_name("dog, person, close, neutral, knows auntie")
    expect_same(page)
    page.get_by_role("button", name="Remove Person, place or activity 2").click()
    expect(page.locator("[data-talk]")).to_contain_text(
        "Without those marked P, these stay: auntie, choir, dog."
    )
    expect_same(page)
    expect_kept(page, ["auntie", "choir", "dog"])
    page.reload()
    expect_same(page)
