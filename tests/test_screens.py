"""A panel, a cartoon and a film without JavaScript: read, asked, answered, kept."""

from dataclasses import replace

import pytest

from cptraining import steps
from cptraining.courses import package, stepfile
from cptraining.rules.outline import Outline
from tests.pages import Client

CAPTIONS = """WEBVTT - in English

NOTE Not shown.

hello
00:00.500 --> 00:02.000 align:start
Hello, *you*.

01:00:01.250 --> 01:00:02.000
<i>The</i> end.
Really."""


def changed(kind: str, **fields) -> Outline:
    """The example course of a kind with other content in its step."""
    outline = package.example_course(kind)
    (module,) = outline.modules
    (step,) = module.steps
    content = stepfile.stored(kind, {**step.content, **fields}, {})
    step = replace(step, content=content)
    return replace(outline, modules=(replace(module, steps=(step,)),))


@pytest.fixture
def open_step(world, client):
    """Opens the one step of a course, as a learner who has just begun it."""

    def open_one(outline):
        person = world.learner(world.agency())
        cycle = world.assign(person, world.course(outline).course_id)
        return client.sign_in(person).get(f"/learning/{cycle}").press("Start")

    return open_one


def test_an_untouched_page_is_everybodys_and_what_is_written_only_ones_own(app, world):
    agency, course = world.agency(), world.course(package.example_course("log"))

    def begin():
        person = world.learner(agency)
        cycle = world.assign(person, course.course_id)
        return Client(app).sign_in(person).get(f"/learning/{cycle}").press("Start").form()

    one = begin()
    boxes = [name for name in one.values if name.startswith("text_")]
    saved = one.page.press("I have written enough: go on", {boxes[0]: "Mine alone"}, status=None)
    other = begin()
    assert saved.status == 200
    assert [other.values[name] for name in boxes] == [[""]] * len(boxes)
    assert "Mine alone" not in other.page.text
    assert other.values["csrf_token"] != one.values["csrf_token"]


def test_a_panel_answers_after_one_has_been_asked(open_step):
    page = open_step(package.example_course("panel"))
    assert "twice" not in page.text
    page = page.press("to “How long does it take?”", words_1="Six weeks.\nOr years.")
    assert "As long as it takes to be asked twice." in page.text
    assert "I was glad to be asked" not in page.text
    page = page.press("Show me the answers", nearest_1="Team leader")
    assert "I was glad to be asked" in page.text
    address = page.path.partition("#")[0]
    page.press("I have heard them: go on", words_2="She does.", nearest_2="Nobody’s")
    form = page.client.get(address).form(address)
    values = {name: found for name, found in form.values.items() if "_" in name}
    values.pop("csrf_token")
    assert values == {
        "words_1": ["Six weeks.\r\nOr years."],
        "nearest_1": ["Team leader"],
        "words_2": ["She does."],
        "nearest_2": ["none"],
    }


def test_what_was_said_to_a_panel_is_told_in_words():
    content = steps.kinds()["panel"].read(next(iter(package.example_course("panel"))).content)
    answer = {"words": {"1": "Years.", "9": "Gone."}, "nearest": {"1": "Sister", "2": "Gone"}}
    (told,) = content.told(answer)
    assert told.heading == "How long does it take?"
    assert [str(text) for text in told.texts] == ["Years.", "Nearest to mine: Sister"]
    (told,) = content.told({"nearest": {"2": "none"}})
    assert [str(text) for text in told.texts] == ["Nobody’s answer is near mine."]


def test_a_cartoon_reads_as_words_in_their_order(open_step):
    page = open_step(package.example_course("cartoon"))
    told = [
        "Nine o'clock",
        "Nobody speaks.",
        "Five past nine",
        "Owen:",
        "Maureen:",
        "one question",
    ]
    places = [page.text.index(words) for words in told]
    assert places == sorted(places)
    assert len(page.tree.one("ol", **{"class": "app-strip"}).all("figure")) == 2


def test_a_film_is_finished_from_its_transcript_when_its_stops_are_answered(open_step):
    page = open_step(package.example_course("video"))
    places = [page.text.index(words) for words in ("kill two", "A few words", "makes a plan")]
    assert places == sorted(places)
    page = page.press("I have watched or read this: go on", stop_lost="His morning.")
    assert "Answer 1 more of the questions at the stops." in page.text
    address = page.path.partition("?")[0]
    page.press("I have watched or read this: go on", stop_next="The rabbit")
    page = page.client.get(address)
    assert "This step is done." in page.text
    assert page.form(address).values["stop_lost"] == ["His morning."]
    assert page.form(address).values["stop_next"] == ["The rabbit"]


def test_a_film_without_stops_is_only_watched_or_read(open_step):
    page = open_step(changed("video", stops=[], transcript="All of it."))
    assert "I did this on paper" not in page.text
    assert "saved" not in page.text
    page.press("I have watched or read this: go on")
    assert "Save my changes" not in page.client.get(page.path).text


def test_captions_are_read_from_webvtt():
    address = "https://films.example.org/a.webm"
    outline = changed("video", address=address, captions=CAPTIONS)
    content = steps.kinds()["video"].read(next(iter(outline)).content)
    assert content.film.is_file
    assert content.cues == [
        (0.5, 2.0, "Hello, *you*.", ""),
        (3601.25, 3602.0, "<i>The</i> end.\nReally.", ""),
    ]


def test_an_answer_to_a_film_is_told_with_its_time():
    content = steps.kinds()["video"].read(next(iter(package.example_course("video"))).content)
    told = content.told({"next": "The rabbit", "gone": "Nothing."})
    assert told == [("7:45 Whom would you talk to first?", ("The rabbit",))]


@pytest.mark.parametrize("kind", ["sort", "match", "rank"])
def test_what_fits_is_told_once_somebody_has_asked(open_step, kind):
    page = open_step(package.example_course(kind))
    address = page.path.partition("?")[0]
    form = page.form(address)
    for at, name in enumerate(one for one in form.values if one.startswith("card_")):
        places = list(form.choices(name).values())[1:]
        form.values[name] = [places[at % len(places)]]
    form.values["intent"] = ["save"]
    form.send()
    told = 'id="checked"'
    saved = page.client.get(address)
    assert told not in saved.html
    check = next(one for one in saved.tree.all("button") if one["value"].startswith("edit:check"))
    assert told in saved.form(address).send(check).html
    assert told not in page.client.get(address).html
