"""The Taster as somebody takes it, whichever way they use a page."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from cptraining.operations.demonstration import SCRIPT
from tests.journeys.hands import Hand

MAP = SCRIPT["answers"]["T1.network"]["items"]
MORE = re.compile("Add another|Save and show more rows")
LABELS = {
    "gives": "gives something", "neutral": "neutral", "drains": "wears out",
}  # fmt: skip
BINS = {
    "after hello": "within the person",
    "My mum": "between people",
    "no ramp": "in the community",
    "20 minutes": "in services and agencies",
    "laughed at my voice": "between people",
    "last bus": "in the community",
    "these tablets": "within the person",
    "Team meetings": "in services and agencies",
}
RIGHT = {
    "Which opening fits": ["Tell me about somewhere you used to go"],
    "only the individual": ["False"],
    "would not remove": ["only visits before noon", "last bus leaves at six"],
}
PAIRS = {
    "the bench by the canal": "place",
    "singing with the radio": "activity",
    "the neighbour who takes in parcels": "person",
    "allotment digging on Saturdays": "activity",
    "Listen for what matters": "1",
    "Agree one small step": "2",
    "Try it, with company": "3",
    "Look back together": "4",
}


def button(page: Page, words: str) -> Locator:
    return page.get_by_role("main").get_by_role("button", name=words)


def link(page: Page, words: str) -> Locator:
    return page.get_by_role("main").get_by_role("link", name=words)


def on(page: Page, title: str) -> None:
    """Wait until the page has this heading."""
    expect(page.get_by_role("heading", name=title).first).to_be_visible()


def read(hand: Hand, title: str) -> None:
    """A step with nothing to fill in."""
    on(hand.page, title)
    hand.press(button(hand.page, "I have read this: go on"))


def note(hand: Hand) -> None:
    """The note before the first exercise."""
    on(hand.page, "Before the first exercise")
    hand.tick(hand.page.get_by_label("I have read this"))
    hand.press(button(hand.page, "Go on to the exercise"))


def fill_map(hand: Hand) -> None:
    """Eight rows around oneself."""
    page = hand.page
    on(page, "Exercise 1a: map a network")
    hand.tick(page.get_by_label("Me", exact=True))
    for place, item in enumerate(MAP[:8]):
        if page.locator(".app-entry").count() <= place:
            hand.press(page.get_by_role("button", name=MORE))
        row = page.locator(".app-entry").nth(place)
        hand.write(row.get_by_label("What would you call it?"), item["name"])
        hand.select(row.get_by_label("Kind"), item["kind"])
        hand.select(row.get_by_label("Circle"), item["circle"])
        hand.select(row.get_by_label("Effect"), LABELS[item["effect"]])
        if item["paid"]:
            hand.tick(row.get_by_label("Paid to be there"))
    hand.press(button(page, "My map is ready: go on"))


def write_log(hand: Hand, title: str) -> None:
    """Something in every box of a log."""
    on(hand.page, title)
    for box in hand.page.get_by_role("textbox").all():
        hand.write(box, "Ask about Saturdays.")
    hand.press(button(hand.page, "I have written enough: go on"))


def sort_cards(hand: Hand) -> None:
    """Every card into a place that fits, then read why."""
    page = hand.page
    on(page, "where does the barrier sit?")
    for words, place in BINS.items():
        hand.select(page.get_by_label(words), place)
    hand.press(button(page, "I have sorted them: go on"))
    expect(page.get_by_text("That fits.")).to_have_count(len(BINS))
    hand.press(link(page, "Go on"))


def bust_barrier(hand: Hand) -> None:
    """One barrier, and a small step each."""
    page = hand.page
    on(page, "one barrier, one joint step")
    hand.tick(page.get_by_label("last bus"))
    for box in page.locator("textarea").all():
        hand.write(box, "Find a lift together.")
    hand.press(button(page, "Both steps are written: go on"))


def hear_panel(hand: Hand) -> None:
    """Say something first, then open both questions' answers."""
    page = hand.page
    on(page, "Quick questions")
    hand.write(page.get_by_label("What would you say?").first, "On good days.")
    hand.press(button(page, "to “Isn’t this what we already do?”"))
    expect(page.get_by_text("People come to us for the painting.")).to_be_visible()
    hand.press(button(page, "Show me the answers"))
    expect(page.get_by_text("I would rather know about the choir.")).to_be_visible()
    hand.press(button(page, "I have heard them: go on"))


def answer_quiz(hand: Hand) -> None:
    """All five right, in whatever order they come."""
    page = hand.page
    on(page, "Check yourself")
    hand.press(button(page, "Start the questions"))
    for last in (False, False, False, False, True):
        on_question(page)
        answer_right(hand)
        hand.press(button(page, "Check my answer"))
        expect(page.get_by_role("heading", name="That fits.")).to_be_visible()
        hand.press(link(page, "See how you did" if last else "Next question"))
    on(page, "That is passed")
    hand.press(link(page, "Go on"))


def on_question(page: Page) -> None:
    """Wait for a question."""
    expect(button(page, "Check my answer")).to_be_visible()


def answer_right(hand: Hand) -> None:
    """Give the right answer to the question on the page."""
    page = hand.page
    prompt = page.get_by_role("heading", level=1).inner_text()
    for asked, texts in RIGHT.items():
        for text in texts if asked in prompt else ():
            hand.tick(page.get_by_label(text))
    for box in page.get_by_role("combobox").all():
        words = box.evaluate("e => e.labels[0].innerText")
        hand.select(box, next(to for item, to in PAIRS.items() if item in words))


TASTER: list[Callable[[Hand], None]] = [
    lambda hand: read(hand, "Two people, two wheels"),
    lambda hand: read(hand, "The leaflet and the cup of tea"),
    note,
    fill_map,
    lambda hand: write_log(hand, "Exercise 1b: read your map"),
    sort_cards,
    bust_barrier,
    hear_panel,
    answer_quiz,
    lambda hand: write_log(hand, "One thing I will try"),
]
"""What happens between Start and the certificate, in order."""
