"""Two ways to use a page: with a mouse or a finger, and with the keys alone."""

import time
from typing import Any, Protocol

from playwright.sync_api import Locator, Page

MOST_TABS = 250
SECONDS_TO_SCROLL = 20
SMALLEST_TARGET = 24
"""Pixels, by WCAG 2.2, 2.5.8."""
STAND = """e => {
  const here = document.activeElement, box = here.getBoundingClientRect();
  const around = [here, here.labels && here.labels[0]].filter(Boolean);
  const styles = around.flatMap(
    one => [getComputedStyle(one), getComputedStyle(one, "::before")]
  );
  return {
    isThere: e === here,
    isInGroup: here.type === "radio" && e.type === "radio" && e.name === here.name,
    isLost: here === document.body,
    isSeen: box.bottom > 0 && box.top < innerHeight && (here.type === "date" || styles.some(
      style => style.boxShadow !== "none" || (
        style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0
      )
    )),
    words: here.outerHTML.slice(0, 200),
  };
}"""
"""Where the focus is, seen from the element that is wanted; within a day, browsers show it."""


class Hand(Protocol):
    """What a person does to the controls of a page."""

    page: Page

    def press(self, control: Locator) -> None:
        """Press a button or follow a link."""

    def write(self, control: Locator, words: str) -> None:
        """Put words into a box in place of what it holds."""

    def tick(self, control: Locator) -> None:
        """Choose a radio button or tick a box."""

    def select(self, control: Locator, label: str) -> None:
        """Choose from a list by what it shows."""


class Pointer:
    """A mouse or a finger."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, control: Locator) -> None:
        control.click()

    def write(self, control: Locator, words: str) -> None:
        control.fill(words)

    def tick(self, control: Locator) -> None:
        control.check()

    def select(self, control: Locator, label: str) -> None:
        control.select_option(label=label)


class Finger(Pointer):
    """Taps on a phone, each on something that is large enough."""

    def press(self, control: Locator) -> None:
        self._touch(control)

    def tick(self, control: Locator) -> None:
        if not control.is_checked():
            self._touch(control)

    def _touch(self, control: Locator) -> None:
        box = control.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= SMALLEST_TARGET, control
        control.tap()


class Keys:
    """The keyboard alone: Tab to go, Enter, Space, arrows and letters to do."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, control: Locator) -> None:
        self._go(control)
        self._key("Enter")

    def write(self, control: Locator, words: str) -> None:
        self._go(control)
        self._key("Control+a")
        self.page.keyboard.type(words)

    def tick(self, control: Locator) -> None:
        self._go(control)
        while not control.evaluate(STAND)["isThere"]:
            self._key("ArrowDown")
        if not control.is_checked():
            self._key("Space")

    def select(self, control: Locator, label: str) -> None:
        self._go(control)
        self._key("Home")
        labels = control.locator("option").all_inner_texts()
        for _ in range(labels.index(label)):
            self._key("ArrowDown")

    def _go(self, control: Locator) -> None:
        """Press Tab until the control (or a radio button of its group) has the focus.

        Wherever the focus comes by, it must be seen, and it must come on.
        """
        control.wait_for()
        stand = control.evaluate(STAND)
        for _ in range(MOST_TABS):
            if stand["isThere"] or stand["isInGroup"]:
                return
            before = stand["words"]
            self._key("Tab")
            stand = self._stand(control)
            assert stand["isLost"] or stand["isSeen"], f"nobody sees the focus: {stand['words']}"
            is_on = stand["words"] != before or 'type="date"' in before  # a day has three parts
            assert stand["isLost"] or is_on, f"the focus is trapped: {before}"
        raise AssertionError(f"Tab never comes to {control}")

    def _stand(self, control: Locator) -> dict[str, Any]:
        """Where the focus is, once the browser has scrolled there."""
        until = time.monotonic() + SECONDS_TO_SCROLL
        stand: dict[str, Any] = control.evaluate(STAND)
        while not (stand["isLost"] or stand["isSeen"]) and time.monotonic() < until:
            stand = control.evaluate(STAND)
        return stand

    def _key(self, name: str) -> None:
        self.page.keyboard.press(name)
