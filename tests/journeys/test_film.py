"""A film asks its host for nothing before somebody presses play."""

import pytest
from playwright.sync_api import expect

from cptraining.courses import package
from tests.journeys.conftest import cookie_of

pytestmark = [pytest.mark.browser]

HOST = "https://www.youtube-nocookie.com/"


@pytest.fixture
def tom(world):
    """A learner with a course of one film."""
    person = world.learner(world.agency())
    course = world.course(package.example_course("video"))
    person.cycle_id = world.assign(person, course.course_id)
    return person


def test_the_films_host_is_asked_only_after_play(app, browser, live_server, tom):
    context = browser.new_context(base_url=live_server)
    context.add_cookies([cookie_of(app, tom, live_server)])
    page = context.new_page()
    elsewhere: list[str] = []
    page.route(
        lambda url: not url.startswith(live_server),
        lambda route: (
            elsewhere.append(route.request.url),
            route.fulfill(content_type="text/html", body="<p>The film</p>"),
        ),
    )
    page.goto(f"/learning/{tom.cycle_id}")
    page.get_by_role("main").get_by_role("button", name="Start").click()
    expect(page.get_by_role("heading", name="What is seen and said in the film")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert elsewhere == []
    page.get_by_role("link", name="Play the film").click()
    frame = page.locator("main iframe")
    expect(frame).to_be_focused()
    expect(frame.content_frame.get_by_text("The film")).to_be_visible()
    assert len(elsewhere) == 1
    assert elsewhere[0].startswith(HOST)
    context.close()


def test_without_javascript_the_link_leads_to_the_film_and_the_words_stand_below(enter, tom):
    page = enter(tom, javascript=False)
    page.goto(f"/learning/{tom.cycle_id}")
    page.get_by_role("main").get_by_role("button", name="Start").click()
    play = page.get_by_role("link", name="Play the film")
    assert str(play.get_attribute("href")).startswith("https://www.youtube.com/watch?v=")
    expect(page.get_by_role("main")).to_contain_text("There are no spoken words in this film.")
    page.get_by_role("button", name="I have watched or read this: go on").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("A film, or its words")
