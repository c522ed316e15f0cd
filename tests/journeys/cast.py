"""The people of the demonstration, and looking at what they see."""

from flask import Flask
from playwright.sync_api import Page
from sqlalchemy import select

from cptraining.certificates.models import Certificate
from cptraining.database import db
from cptraining.learning.models import Assignment, Cycle
from cptraining.people.models import Person
from tests.chromium import check
from tests.journeys.steps import button


def one_of(name: str) -> Person:
    """One of the cast."""
    return db.session.scalars(select(Person).where(Person.email.startswith(f"{name}@"))).one()


def certificate_of(name: str) -> Certificate:
    """The certificate of one of the cast."""
    found = select(Certificate).where(Certificate.person_id == one_of(name).id)
    return db.session.scalars(found).one()


def cycle_of(app: Flask, name: str) -> int:
    """The round of the Taster of one of the cast."""
    with app.app_context():
        found = (
            select(Cycle.id).join(Cycle.assignment).where(Assignment.person_id == one_of(name).id)
        )
        return db.session.scalars(found).one()


def see(page: Page, *paths: str) -> None:
    """Open each and check it."""
    for path in paths:
        page.goto(path)
        check(page)


def press(page: Page, words: str) -> None:
    """Press a button and check what comes."""
    with page.expect_navigation():
        button(page, words).first.click()
    check(page)


def fill_in_any(page: Page, choice: int = 0) -> None:
    """Answer a question somehow."""
    for place, box in enumerate(page.get_by_role("combobox").all()):
        offered = box.locator("option").count() - 1
        box.select_option(index=1 + (place + choice) % offered)
    for radio in page.locator("main [type=radio]").all()[choice:][:1]:
        radio.check()
    for box in page.locator("main [type=checkbox]").all()[choice:][:2]:
        box.check()
