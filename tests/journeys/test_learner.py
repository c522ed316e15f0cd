"""A new worker takes the Taster, from the invitation to the certificate; the trainer sees it."""

import re
from email import message_from_bytes, policy
from io import BytesIO

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from cptraining import mail
from cptraining.outbox.actions import handle_due
from cptraining.web.clock import now
from tests.chromium import check
from tests.journeys.hands import Hand, Keys, Pointer
from tests.journeys.steps import TASTER, button, link, on
from tests.world import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NAME = "Grace Ọláyínká Mensah"
DONE = "You have done it: everything is joined up"


@pytest.fixture
def maria(world):
    """A trainer whose agency can give the Taster."""
    world.course()
    return world.trainer(world.agency())


def invite(page: Page) -> None:
    """The trainer asks a new worker to take the Taster."""
    page.goto("/people/invite")
    page.get_by_label("Email").fill("grace@example.org")
    page.get_by_label("Team").fill("North")
    page.get_by_label("Course").select_option(label="Taster: Connecting People in 40 minutes")
    page.get_by_role("button", name="Send the invitation").click()
    expect(page.get_by_role("table").last).to_contain_text("grace@example.org")


def link_in_mail(app: Flask) -> str:
    """What the one mail in the folder leads to."""
    with app.app_context():
        handle_due(now())
        (path,) = mail.kept()
    letter = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert letter["To"] == "grace@example.org"
    (address,) = re.findall(r"http://\S+", letter.get_content())
    return str(address)


def accept(hand: Hand, address: str) -> None:
    """Follow the link, confirm the name that is to be printed, and begin."""
    page = hand.page
    page.goto(address)
    hand.write(page.get_by_label("Your name"), NAME)
    hand.write(page.get_by_role("textbox", name="password"), PASSWORD)
    hand.press(button(page, "Accept and begin"))
    on(page, "Welcome, Grace")
    hand.press(button(page, "Start"))


def finished(page: Page) -> str:
    """The certificate stands on the screen; returns its number."""
    on(page, DONE)
    text = page.get_by_role("main").inner_text()
    assert f"for {NAME}" in text
    return re.findall(r"Number (\S+),", text)[0]


def download(page: Page) -> bytes:
    """The PDF, by its link."""
    address = link(page, "Download your certificate (PDF)").get_attribute("href")
    answer = page.context.request.get(str(address))
    assert answer.headers["content-type"] == "application/pdf"
    return answer.body()


def look_it_up(page: Page, number: str) -> None:
    """Somebody with the certificate in hand, who has no account."""
    page.goto("/check")
    page.get_by_label("number").fill(number)
    page.get_by_role("main").get_by_role("button", name="Check").click()
    on(page, "This certificate is valid")
    expect(page.get_by_role("main")).to_contain_text(NAME)


def see_in_report(page: Page) -> None:
    """The trainer finds her in the report, complete, and opens her page."""
    page.goto("/report")
    row = page.get_by_role("row", name=NAME)
    expect(row).to_contain_text("9 of 9")
    expect(row).to_contain_text("Complete")
    row.get_by_role("link", name=NAME).click()
    on(page, NAME)
    expect(page.get_by_role("row", name="Check yourself")).to_contain_text("5 of 5")
    expect(page.get_by_role("main")).not_to_contain_text("Ask about Saturdays.")


WAYS = {
    "javascript": (Pointer, {"size": "desk"}),
    "without javascript": (Pointer, {"size": "phone", "javascript": False}),
    "keys alone": (Keys, {"size": "desk"}),
}


@pytest.mark.parametrize("way", WAYS)
def test_a_new_worker_takes_the_taster(app, maria, open_browser, way):
    how, options = WAYS[way]
    trainer = open_browser(maria)
    invite(trainer)
    page = open_browser(**options)
    hand = how(page)
    accept(hand, link_in_mail(app))
    for do in TASTER:
        do(hand)
    number = finished(page)
    if options.get("javascript", True):
        check(page)
    printed = PdfReader(BytesIO(download(page))).pages[0].extract_text()
    assert number in printed
    look_it_up(open_browser(**options), number)
    see_in_report(trainer)
