"""A film's stops: words, one choice or several with reasons; and a script that has no film."""

from dataclasses import replace
from itertools import pairwise

import pytest
from flask import render_template
from hypothesis import given
from hypothesis import strategies as st

from cptraining import steps
from cptraining.courses import package, stepfile
from cptraining.learning import actions
from cptraining.steps.video import animation, captions
from cptraining.steps.video.stops import Stop
from cptraining.web.typed import lines
from tests.databases import close, make_app
from tests.posting import posted

KIND = steps.kinds()["video"]
(STEP,) = package.example_course("video")
FINISH = "I have watched or read this: go on"


def content(**change):
    return KIND.read(STEP.content | change)


@pytest.mark.parametrize("several", [True, False])
def test_a_choice_of_an_older_version_is_still_chosen(several):
    stops = [stop | {"several": several} for stop in STEP.content["stops"] if stop["id"] == "next"]
    film = content(stops=stops, transcript="<p>[stop: next]</p>")
    old = {"next": "The rabbit"}
    form = KIND.form(film)
    chosen = form.filled(old)["stop_next"]
    assert chosen == (["The rabbit"] if several else "The rabbit")
    assert film.missing(old) == []
    assert [told.texts for told in film.told(old)] == [("The rabbit",)]


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    app = make_app(tmp_path_factory.mktemp("video"))
    app.config["WTF_CSRF_ENABLED"] = False
    with app.test_request_context():
        yield app
    close(app)


TYPED = st.text(max_size=60).map(lines)


@given(lost=TYPED, chosen=st.sets(st.integers(0, 2)), why=TYPED)
def test_an_answer_survives_its_page_and_all_of_it_is_told(place, lost, chosen, why):
    film = content()
    (options,) = (stop.texts for stop in film.asked if stop.id == "next")
    said = {"chosen": [options[n] for n in sorted(chosen)], "why": why}
    answer = ({"lost": lost} if lost else {}) | ({"next": said} if chosen or why else {})
    make = KIND.form(film)
    form = make(data=make.filled(answer))
    page = render_template(KIND.template, step=STEP, content=film, form=form, shown=[])
    assert posted(place, make, page) == answer
    told = [str(text) for part in film.told(answer) for text in part.texts]
    for written in filter(None, [lost, why, *said["chosen"]]):
        assert any(written in text for text in told)


@pytest.mark.parametrize("odd", [{"next": {"chosen": 3}}, {"next": []}, {"gone": "x"}])
def test_whatever_was_stored_can_be_opened_and_told(odd):
    film = content()
    KIND.form(film).filled(odd)
    assert [str(words) for words in film.missing(odd)] == [
        "Answer 2 more of the questions at the stops."
    ]


def test_the_demonstration_has_scripts_without_a_film_too():
    found = [KIND.read(step.content) for step in package.example_course() if step.kind == "video"]
    assert [(film.film is None, film.is_drawn) for film in found] == [
        (False, False),
        (True, False),
        (True, True),
    ]


TRANSCRIPT = (
    "<p><strong>0:00</strong> <em>A room. Ann sits.</em></p>\n<p><strong>Ann:</strong> "
    "I&#39;m here.</p>\n<p>[stop: why]</p>\n"
    "<p><strong>0:30</strong> <strong>Bo:</strong> Me too.</p>"
)


def test_a_script_becomes_captions_by_its_times_and_its_letters():
    stops = [Stop.model_validate({"id": "why", "at": "0:20", "prompt": "Why?"})]
    cues = animation.captions(TRANSCRIPT, stops, 40)
    assert cues == [
        (0, 13.08, "A room. Ann sits.", ""),
        (13.08, 20, "I'm here.", "Ann"),
        (30, 40, "Me too.", "Bo"),
    ]
    assert captions.parsed(captions.written(cues))[1].words == "<v Ann>I'm here."


@given(st.lists(st.text(alphabet="ab ,.", min_size=1, max_size=400), min_size=1, max_size=6))
def test_captions_lose_no_word_and_follow_each_other(paragraphs):
    transcript = "".join(f"<p>{words}</p>" for words in paragraphs)
    cues = animation.captions(transcript, (), 300)
    assert " ".join(cue.words for cue in cues).split() == " ".join(paragraphs).split()
    assert all(one.end == after.start for one, after in pairwise(cues))
    assert all(len(cue.words) <= animation.LONGEST or " " not in cue.words for cue in cues)
    if cues:
        assert (cues[0].start, cues[-1].end) == (0, 300)


def test_captions_are_written_for_whoever_makes_the_film(tmp_path, app):
    keeping = str(package.LIBRARY / "keeping")
    done = app.test_cli_runner().invoke(args=["courses", "captions", keeping, "S02.meeting"])
    cues = captions.parsed(done.stdout)
    assert cues[-1].end == 300
    assert any(cue.words.startswith("<v Priya>") for cue in cues)
    done = app.test_cli_runner().invoke(args=["courses", "captions", keeping, "S02.drift"])
    assert (done.exit_code, "is no film" in done.output) == (2, True)


@pytest.fixture
def opened(client, world):
    """Opens a course of one film, changed as asked."""

    def open_one(**change):
        outline = package.example_course("video")
        (module,) = outline.modules
        fields = {k: v for k, v in (STEP.content | change).items() if v is not None}
        step = replace(STEP, content=stepfile.stored("video", fields, {}))
        course = replace(outline, modules=(replace(module, steps=(step,)),))
        person = world.learner(world.agency())
        cycle = world.assign(person, world.course(course).course_id)
        with world.at_work() as now:
            actions.open_cycle(cycle, person.id, now)
            actions.read_note(cycle, person.id, now)
        return client.sign_in(person).get(f"/learning/{cycle}/{STEP.id}")

    return open_one


def test_choices_with_reasons_and_words_beside_them_need_no_script(client, opened):
    page = opened()
    reasons = next(d for d in page.tree.all("details") if "what speaks for" in d.text)
    assert [node.text for node in reasons.all("dt")] == ["The rabbit", "The three rodents"]
    said = {"stop_lost": "His morning.", "why_next": "Good morning."}
    page = page.press(FINISH, said)
    assert "Answer 1 more of the questions at the stops." in page.text
    page.press(FINISH, stop_next=["The rabbit", "A neighbour who saw it"])
    values = client.get(page.path).form().values
    assert values["stop_next"] == ["The rabbit", "A neighbour who saw it"]
    assert values["why_next"] == ["Good morning."]


def test_a_script_without_a_film_is_read_and_finished(opened):
    page = opened(address=None)
    assert "frame-src" not in page.response.headers["Content-Security-Policy"]
    assert "Play the film" not in page.text
    assert "There is no film here yet" in page.text
    page = page.press(FINISH, stop_lost="His morning.", stop_next=["The rabbit"])
    assert "missing" not in page.text
