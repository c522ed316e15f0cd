"""Every kind of exercise by taps, by keys, without a script, cut off, and on two devices."""

import re
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from functools import cache

import pytest
from playwright.sync_api import Locator, Page, expect

from cptraining import steps
from cptraining.courses import package
from cptraining.learning import actions
from cptraining.web.clock import now
from tests.chromium import check
from tests.journeys.hands import Finger, Hand, Keys, Pointer
from tests.journeys.steps import on

pytestmark = [pytest.mark.browser, pytest.mark.slow]

EXERCISES = sorted(name for name, kind in steps.kinds().items() if kind.is_exercise)
WRITTEN = sorted({*EXERCISES, "panel", "video"} - {"scenario"})
WAYS = {
    "keys": (Keys, {"size": "desk"}),
    "taps": (Finger, {"size": "phone"}),
    "plain form": (Pointer, {"size": "phone", "javascript": False}),
}
CONTROLS = "main :is(input:not([type=submit]), select, textarea):visible"
EMPTY = """all => all.filter(one => ["checkbox", "radio"].includes(one.type)
  ? !document.querySelector(`[name="${CSS.escape(one.name)}"]:checked`) : !one.value
).map(one => one.name)"""
KEPT = "Not saved yet: kept on this computer until the connection is back"
PATIENCE_MILLISECONDS = 15_000

Opening = Callable[..., Page]


@pytest.fixture
def opened(world, enter) -> Opening:
    """Opens the example of a kind, each time in another browser of the same person."""
    person = world.learner(world.agency())

    @cache
    def begun(kind: str) -> int:
        cycle = world.assign(person, world.course(package.example_course(kind)).course_id)
        with world.at_work() as at:
            actions.open_cycle(cycle, person.id, at)
        return cycle

    def open_one(kind: str, **options: object) -> Page:
        page = enter(person, **options)
        page.goto(f"/learning/{begun(kind)}/example.{kind}")
        return page

    return open_one


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", EXERCISES)
def test_it_is_done(opened, kind, way):
    how, options = WAYS[way]
    hand = how(opened(kind, **options))
    check_here(hand)
    DOING.get(kind, fill)(hand)
    finish(hand)
    check_here(hand)


@pytest.mark.parametrize("kind", WRITTEN)
def test_nothing_is_lost_without_the_network_or_to_another_device(opened, kind):
    train = opened(kind, size="phone")
    mine = write_offline(train, 0)
    train.context.set_offline(False)
    expect_saved(train)
    train.reload()
    assert held(train) == mine
    desk = opened(kind)
    mine = write_offline(train, 1)
    with desk.expect_response(lambda got: got.request.method == "POST" and got.ok):
        theirs = change(desk, 2)
    train.context.set_offline(False)
    on(train, "This was changed on another page")
    check(train)
    assert held(train) == mine
    train.get_by_role("link", name="Use the saved one").click()
    expect(train.get_by_role("region", name="This was changed")).to_have_count(0)
    assert held(train) == theirs


def test_a_sentence_begins_as_was_offered(opened):
    page = opened("log", size="phone")
    box = page.get_by_label("What surprised you?")
    page.get_by_role("button", name="Begin like this “I did not expect …”").tap()
    expect(box).to_be_focused()
    page.keyboard.type("this.")
    expect(box).to_have_value("I did not expect this.")
    expect_saved(page)
    check(page)


def write_offline(page: Page, number: int) -> str:
    """Cut the network, change something, and wait until the page says where that is kept."""
    page.context.set_offline(True)
    changed = change(page, number)
    expect(page.locator("[data-saved]")).to_have_text(KEPT)
    return changed


def expect_saved(page: Page) -> None:
    expect(page.locator("[data-saved]")).to_contain_text("Saved at", timeout=PATIENCE_MILLISECONDS)


def first(page: Page) -> Locator:
    """The first box for more than a word, else the first thing to fill in, with all its group."""
    boxes = page.locator("main textarea:visible")
    found = boxes if boxes.count() else page.locator(CONTROLS)
    return page.locator(f'main [name="{found.first.get_attribute("name")}"]')


def change(page: Page, number: int) -> str:
    """Put something else there each time; returns what it holds then."""
    control = first(page)
    kind = control.first.evaluate("e => e.type")
    if kind == "select-one":
        control.select_option(index=1 + number % (control.locator("option").count() - 1))
    elif kind == "radio":
        control.nth((1 + number) % control.count()).check()
    else:
        control.fill(f"Words {number}")
    return held(page)


def held(page: Page) -> str:
    """What the first thing to fill in holds."""
    chosen = "all => (all.find(one => one.type !== 'radio' || one.checked) ?? {}).value"
    return str(first(page).evaluate_all(chosen))


def check_here(hand: Hand) -> None:
    """Nobody is shut out of what stands here; axe needs a script."""
    if hand.page.evaluate("document.scripts.length") and type(hand) is not Pointer:
        check(hand.page)


def finish(hand: Hand) -> None:
    """Say that it is done, and do what is asked for then; the page agrees in the end."""
    done = hand.page.locator(".app-step__end [name=intent][value=done]")
    for _ in range(2):
        with hand.page.expect_navigation():
            hand.press(done)
        if hand.page.get_by_role("alert").is_hidden():
            break
        check_here(hand)
        fill(hand)
    expect(hand.page.get_by_text("This step is done").first).to_be_visible()


def fill(hand: Hand) -> None:
    """Something in every control that is empty, in those too that an answer opens."""
    counted: Counter[str] = Counter()
    filled: set[str] = set()
    while names := [name for name in empty(hand.page) if name not in filled]:
        for name in names:
            column = re.sub(r".*-\d+-", "-", name)
            same = column if column.startswith("-") else "alone"
            put(hand, hand.page.locator(f'main [name="{name}"]').first, counted[same])
            counted[same] += 1
            filled.add(name)


def empty(page: Page) -> list[str]:
    """The names of the controls that can be used and hold nothing; ties need real names."""
    names = page.locator(CONTROLS).evaluate_all(EMPTY)
    return [name for name in dict.fromkeys(names) if not name.endswith("-knows")]


def put(hand: Hand, control: Locator, number: int) -> None:
    """Something that suits the control."""
    kind = control.evaluate("e => e.type")
    if kind == "select-one":
        labels = control.locator("option").all_inner_texts()
        hand.select(control, labels[1 + number % (len(labels) - 1)])
    elif kind in ("checkbox", "radio"):
        hand.tick(control)
    elif kind == "date":
        control.fill(f"{now() + timedelta(days=5):%Y-%m-%d}")
    else:
        hand.write(control, f"Words {number}")


def talk(hand: Hand) -> None:
    """A conversation: the first answer each time, until it ends."""
    while (choice := hand.page.locator("main [name=intent][value*=choose]").first).is_visible():
        with hand.page.expect_navigation():
            hand.press(choice)


DOING = {"scenario": talk}
