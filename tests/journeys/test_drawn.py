"""A film made of our own drawings: played, stopped, looked for, and read without a script."""

from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from cptraining.courses import package
from tests.chromium import check

pytestmark = [pytest.mark.browser]


@pytest.fixture
def drawn(world):
    """A learner with a course of one drawn film."""
    course = package.example_course()
    (module,) = course.modules
    (step,) = [one for one in course if one.content.get("scenes")]
    outline = replace(course, slug="drawn", modules=(replace(module, steps=(step,)),))
    person = world.learner(world.agency())
    person.cycle_id = world.assign(person, world.course(outline).course_id)
    return person


def begin(page: Page, person) -> None:
    page.goto(f"/learning/{person.cycle_id}")
    page.get_by_role("main").get_by_role("button", name="Start").click()
    page.wait_for_url("**/example.video*")


def play_on(page: Page, seconds: int) -> None:
    for _ in range(seconds):
        page.clock.run_for(1000)


def test_a_drawn_film_plays_its_pictures_and_words(enter, drawn):
    page = enter(drawn)
    page.clock.install()
    begin(page, drawn)
    words = page.locator("[data-words]")
    expect(words).to_contain_text("A park in the morning.")
    check(page)
    page.get_by_role("button", name="Play").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Pause")).to_be_focused()
    play_on(page, 18)
    expect(words).to_have_text("Ann: Is this taken?")
    expect(page.locator("li.is-shown")).to_contain_text("Ann and Bo sit on the bench.")
    expect(page.locator(".who-ann.is-speaking")).to_be_visible()
    expect(page.locator(".who-bo.is-speaking")).to_have_count(0)


def test_a_drawn_film_halts_at_its_stop_and_goes_on_to_its_end(enter, drawn):
    page = enter(drawn)
    page.clock.install()
    begin(page, drawn)
    where = page.get_by_label("Where in the film")
    page.get_by_role("button", name="Play").click()
    play_on(page, 30)
    answer = page.get_by_label("Who took the first step here?")
    expect(answer).to_be_focused()
    expect(where).to_have_attribute("aria-valuetext", "0:28 of 0:40")
    answer.fill("Both.")
    page.get_by_role("button", name="Back to the film").click()
    play_on(page, 14)
    expect(where).to_have_attribute("aria-valuetext", "0:40 of 0:40")
    expect(page.get_by_role("button", name="Play")).to_be_visible()


def test_one_looks_for_a_moment_of_a_drawn_film_by_keys(enter, drawn):
    page = enter(drawn)
    begin(page, drawn)
    page.get_by_label("Where in the film").focus()
    page.keyboard.press("End")
    expect(page.locator("[data-words]")).to_be_empty()
    for _ in range(17):
        page.keyboard.press("ArrowLeft")
    expect(page.locator("[data-film] [data-now]")).to_have_text("0:23 of 0:40")
    expect(page.locator("[data-words]")).to_have_text("Bo: By you, by the look of it.")


def test_without_javascript_its_pictures_stand_beside_each_other_with_what_they_show(enter, drawn):
    page = enter(drawn, javascript=False)
    begin(page, drawn)
    for said in ("An empty bench in a park.", "Ann and Bo sit on the bench.", "They ask nothing."):
        expect(page.get_by_text(said)).to_be_visible()
    expect(page.get_by_role("button", name="Play")).to_be_hidden()
