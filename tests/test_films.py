"""An agency shows a film of its own in a course: at once, and to its own people only."""

from dataclasses import replace

import pytest

from cptraining.courses import package
from cptraining.learning import actions
from tests.databases import statements

ADDRESS = "https://www.youtube.com/watch?v=aqz-KE-bpKQ"
FILE = "https://films.example.org/walk.webm"
CAPTIONS = "WEBVTT\n\n00:00.100 --> 00:09.000\nHello."


@pytest.fixture
def place(world, client):
    """A trainer's agency, and somebody in it who has begun a reading and a script."""
    agency = world.agency()
    kofi, trainer = world.learner(agency), world.trainer(agency)
    whole = package.example_course()
    (module,) = whole.modules
    chosen = tuple(whole.steps[id_] for id_ in ("example.reading", "example.video2"))
    course = world.course(replace(whole, slug="films", modules=(replace(module, steps=chosen),)))
    cycle = world.assign(kofi, course.course_id)
    with world.at_work() as now:
        actions.open_cycle(cycle, kofi.id, now)
        actions.read_note(cycle, kofi.id, now)
    client.sign_in(trainer)
    return agency, kofi, cycle


def fill(client, agency, **fields):
    form = client.get(f"/films/{agency}/films/example.video2").form(
        f"/films/{agency}/films/example.video2"
    )
    return form.fill(fields)


def test_a_film_is_put_in_seen_by_the_agency_and_taken_out(world, client, place):
    _, kofi, cycle = place
    page = client.get("/people").follow("Films in courses").follow("A film that is drawn")
    page = page.press("Show this film", address=ADDRESS)
    assert "Everybody in your agency sees it" in page.text
    assert ADDRESS in page.text
    client.sign_in(kofi)
    page = client.get(f"/learning/{cycle}/example.video2")
    assert "Play the film" in page.text
    assert "Is this taken?" in page.text
    assert "youtube-nocookie" in page.html
    other = world.learner(world.agency("Riverside"))
    theirs = world.assign(other, 1)
    with world.at_work() as now:
        actions.open_cycle(theirs, other.id, now)
    client.sign_in(other)
    assert "Play the film" not in client.get(f"/learning/{theirs}/example.video2").text


def test_only_what_can_be_shown_is_taken_and_what_was_typed_stays(client, place):
    agency, *_ = place
    page = fill(client, agency, address="http://example.org/film").send(status=422)
    assert "This is no address of one film" in page.text
    page = fill(client, agency, address=FILE).send(status=422)
    assert "A film that is a file needs its captions" in page.text
    page = fill(client, agency, address=FILE, captions="Hello").send(status=422)
    assert page.form(page.path).values["address"] == [FILE]
    page = fill(client, agency, address=FILE, captions=CAPTIONS).send()
    assert FILE in page.text
    page = client.get(f"/films/{agency}/films/example.video2")
    assert page.form(page.path).values["captions"] == [CAPTIONS.replace("\n", "\r\n")]
    page = page.press("Take the film out")
    assert "pictures and words are there again" in page.text
    assert FILE not in page.text


def test_a_film_of_another_agency_or_step_is_not_found(world, client, place):
    agency, kofi, _ = place
    elsewhere = world.agency("Riverside")
    client.get(f"/films/{elsewhere}/films/example.video2", 404)
    client.get(f"/films/{agency}/core/example.reading", 404)
    client.get(f"/films/{agency}/gone/example.video2", 404)
    client.sign_in(kofi)
    client.get("/films", 404)


def test_only_a_film_asks_for_the_agencys_film(app, client, place):
    _, kofi, cycle = place
    client.sign_in(kofi)
    counts = []
    for step in ("example.reading", "example.video2"):
        client.get(f"/learning/{cycle}/{step}")
        with statements(app) as made:
            client.get(f"/learning/{cycle}/{step}")
        counts.append(sum("agency_film" in one for one in made))
    assert counts == [0, 1]
