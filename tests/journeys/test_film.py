"""A film asks its host for nothing before somebody presses play, and stops to let one think."""

import base64
from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from cptraining.courses import package, stepfile
from tests.chromium import SIZES, TIMEOUT_MILLISECONDS, check
from tests.journeys.conftest import cookie_of

pytestmark = [pytest.mark.browser]

HOST = "https://www.youtube-nocookie.com/"
FILE = "https://films.example.org/walk.webm"
CAPTIONS = "WEBVTT\n\n00:00.100 --> 00:09.000\nA grey square."
RECORD = """async () => {
  const canvas = document.createElement("canvas"), paint = canvas.getContext("2d");
  const recorder = new MediaRecorder(canvas.captureStream(10), { mimeType: "video/webm" });
  const pieces = [], ends = new Promise(done => { recorder.onstop = done; });
  recorder.ondataavailable = ({ data }) => pieces.push(data);
  recorder.start();
  for (let tick = 0; tick < 35; tick++) {
    paint.fillStyle = `rgb(${tick}, 90, 90)`;
    paint.fillRect(0, 0, 300, 150);
    await new Promise(done => setTimeout(done, 100));
  }
  recorder.stop();
  await ends;
  const bytes = new Uint8Array(await new Blob(pieces).arrayBuffer());
  return btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(""));
}"""
"""Makes a film of three and a half seconds: no file of ours need be a film."""


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
    page.get_by_role("link", name="Stop at 3:00").click()
    page.get_by_label("What has the rabbit lost so far?").fill("His morning.")
    page.get_by_label("The rabbit", exact=True).check()
    page.get_by_role("button", name="I have watched or read this: go on").click()
    expect(page.get_by_role("heading", level=1)).not_to_have_text("A film, or its words")


def test_a_stop_is_answered_by_a_choice_and_not_by_the_words_beside_it(enter, tom):
    page = enter(tom)
    page.goto(f"/learning/{tom.cycle_id}")
    page.get_by_role("main").get_by_role("button", name="Start").click()
    page.wait_for_url("**/example.video")  # until it has loaded the link only leads there
    page.get_by_role("link", name="Stop at 7:45").click()
    expect(page.get_by_label("The rabbit", exact=True)).to_be_focused()
    answered = page.get_by_role("listitem").filter(has_text="7:45").get_by_text("answered")
    page.get_by_label("What would your first sentence be?").fill("Good morning.")
    expect(answered).to_be_hidden()
    page.get_by_label("The rabbit", exact=True).check()
    page.get_by_label("A neighbour who saw it").check()
    expect(answered).to_be_visible()
    page.get_by_text("Choose first, then compare").click()
    check(page)
    expect(page.get_by_text("Saved at")).to_be_visible()
    page.reload()
    expect(page.get_by_label("A neighbour who saw it")).to_be_checked()


@pytest.fixture
def reel(browser: Browser) -> bytes:
    """A short film."""
    page = browser.new_page()
    film = base64.b64decode(page.evaluate(RECORD))
    page.close()
    return film


@pytest.fixture
def walk(world):
    """A learner with a film that is a file and stops twice."""
    outline = package.example_course("video")
    (module,) = outline.modules
    (step,) = module.steps
    stops = [
        {"id": "see", "at": 1, "prompt": "What do you see?"},
        {"id": "go", "at": 2, "prompt": "Look at the grey.", "notice": True},
    ]
    film = {"address": FILE, "captions": CAPTIONS, "seconds": 4, "stops": stops}
    film["transcript"] = "<p>A square.</p>\n<p>[stop: see]</p>\n<p>Grey.</p>\n<p>[stop: go]</p>"
    content = stepfile.stored("video", step.content | film, {})
    module = replace(module, steps=(replace(step, content=content),))
    person = world.learner(world.agency())
    course = world.course(replace(outline, modules=(module,)))
    person.cycle_id = world.assign(person, course.course_id)
    return person


@pytest.fixture
def cinema(browser: Browser, live_server: str, size: str) -> Iterator[BrowserContext]:
    """A browser that may ask other sites."""
    context = browser.new_context(base_url=live_server, viewport=SIZES[size])
    context.set_default_timeout(TIMEOUT_MILLISECONDS)
    yield context
    context.close()


@pytest.fixture
def stopped(app, cinema, live_server, walk, reel) -> Page:
    """The film has played until its first stop."""
    cinema.add_cookies([cookie_of(app, walk, live_server)])
    page = cinema.new_page()
    page.route(FILE, lambda route: route.fulfill(content_type="video/webm", body=reel))
    page.goto(f"/learning/{walk.cycle_id}")
    page.get_by_role("main").get_by_role("button", name="Start").click()
    page.wait_for_url("**/example.video")  # until it has loaded the link leads to the film itself
    page.get_by_role("link", name="Play the film").click()
    expect(page.get_by_label("What do you see?")).to_be_focused()
    return page


def test_a_film_that_is_a_file_pauses_at_its_stops_and_goes_on(stopped):
    film, answer = stopped.locator("main video"), stopped.get_by_label("What do you see?")
    assert film.evaluate("film => film.paused && film.textTracks[0].activeCues.length") == 1
    assert is_under(film, answer)
    check(stopped)
    press_by_key(stopped, "Back to the film")
    expect(stopped.get_by_role("region", name="Notice at 0:02")).to_be_focused()
    assert not is_under(film, answer)
    check(stopped)
    press_by_key(stopped, "Back to the film")
    expect(film).to_be_focused()
    assert not film.evaluate("film => film.paused")


def test_what_is_written_at_a_stop_is_kept_wherever_the_stop_stands(stopped):
    answer = stopped.get_by_label("What do you see?")
    stopped.keyboard.type("Squares.")
    expect(stopped.get_by_text("answered")).to_be_visible()
    expect(stopped.get_by_text("Saved at")).to_be_visible()
    press_by_key(stopped, "Back to the film")
    stopped.get_by_role("link", name="Stop at 0:01").click()
    expect(answer).to_be_focused()
    expect(answer).to_have_value("Squares.")
    stopped.get_by_role("button", name="I have watched or read this: go on").click()
    expect(stopped.get_by_text("This step is done.")).to_be_visible()


def is_under(film: Locator, answer: Locator) -> bool:
    """Whether an answer stands beneath the film, before the words of the film."""
    return bool(answer.evaluate("field => field.closest('[data-slot]') !== null")) and bool(
        film.bounding_box()["y"] < answer.bounding_box()["y"]
    )


def press_by_key(page: Page, words: str) -> None:
    """Press a button that can be seen, with Enter."""
    page.get_by_role("button", name=words).press("Enter")
