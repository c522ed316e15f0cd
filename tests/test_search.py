"""What somebody looks for is found in what they may read, on both databases."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cptraining.courses import actions, package, queries
from cptraining.courses.models import Passage
from cptraining.courses.search import search
from cptraining.database import db, transaction
from cptraining.learning import actions as learning
from cptraining.rules.sought import MOST, sought
from tests.databases import on_both, statements


@pytest.fixture
def taster(app, world):
    """The Taster, published, and not open to everybody."""
    return world.course(replace(package.read(package.LIBRARY / "taster"), is_open=False))


def places(app, words, *editions):
    with app.app_context():
        return [hit.place for hit in search(words, editions)]


@on_both
def test_forms_and_beginnings_of_words_are_found_and_titles_come_first(app, taster):
    assert places(app, "Wheel", taster.edition_id)[0] == "T1.wheels"
    assert "T1.wheels" in places(app, "neighbouring lifts", taster.edition_id)
    assert "T1.leaflet" in places(app, "leafl", taster.edition_id)
    assert places(app, "zebra", taster.edition_id) == []


@on_both
def test_all_words_are_better_than_any_and_small_ones_do_not_count(app, taster):
    assert places(app, "What was watched in the six agencies?", taster.edition_id) == ["T1.wheels"]
    assert "T1.wheels" in places(app, "agencies zebra", taster.edition_id)


@on_both
def test_only_the_editions_asked_for_are_searched(app, world, taster):
    other = world.course(package.example_course("reading")).edition_id
    assert places(app, "company", other) == ["example.reading"]
    assert "example.reading" not in places(app, "company", taster.edition_id)
    assert places(app, "company") == []


@on_both
def test_what_is_found_stands_in_its_words(app, taster):
    with app.app_context():
        hit = next(
            hit
            for hit in search("watched practice", [taster.edition_id])
            if hit.place == "T1.wheels"
        )
    assert {piece for piece, is_sought in hit.pieces if is_sought} >= {"watched", "practice"}
    assert "".join(piece for piece, _ in hit.pieces).count("<") == 0


@on_both
@pytest.mark.parametrize(
    "typed", ["", "  ", '"', "a* OR", "NEAR(x)", "& | !", "O'Brien's", "x:y", "-", "é" * 500, "\0"]
)
def test_nothing_that_is_typed_breaks_the_search(app, taster, typed):
    places(app, typed, taster.edition_id)


@on_both
def test_no_question_and_no_answer_can_be_found(app, taster):
    with app.app_context():
        outline = queries.outline(taster.edition_id)
    (quiz,) = [step for step in outline if step.id == "T1.quiz"]
    for question in quiz.content["questions"]:
        assert "T1.quiz" not in places(app, question["prompt"], taster.edition_id)


@on_both
def test_editions_older_than_search_become_findable_once(app, taster):
    with app.app_context():
        with transaction():
            db.session.execute(db.delete(Passage))
        assert search("wheels", [taster.edition_id]) == []
        with transaction():
            assert actions.index() == 1
        with transaction():
            assert actions.index() == 0
    assert "T1.wheels" in places(app, "wheels", taster.edition_id)


@pytest.fixture
def reader(world, client, taster):
    """Somebody who has the Taster and has not begun; signed in."""
    person = world.learner(world.agency())
    client.sign_in(person)
    return world.assign(person, taster.course_id)


def test_the_page_finds_steps_with_what_stands_around_them(client, world, reader):
    page = client.get("/find?q=six+agencies")
    assert "2 places with “six agencies”" in page.text
    assert page.texts("mark")[:2] == ["six", "agencies"]
    assert page.follow("Two people, two wheels").path == f"/learning/{reader}"
    with world.at_work() as now:
        learning.open_cycle(reader, 1, now)
    page = client.get("/find?q=six+agencies")
    assert page.follow("Two people, two wheels").path == f"/learning/{reader}/T1.wheels"
    assert "Nothing was found for “zebra”" in client.get("/find?q=zebra").text


def test_the_page_shows_modules_as_questions_explains_terms_and_asks_little(
    app, client, world, reader
):
    with world.at_work() as now:
        learning.open_cycle(reader, 1, now)
    page = client.get("/find")
    module = page.follow("Two exercises, forty minutes")
    assert module.path == f"/learning/{reader}/modules/T1"
    assert "The organisation you work for" not in page.text
    with statements(app) as made:
        page = client.get("/find?q=agencies")
    assert "The organisation you work for" in page.text
    assert len(made) <= 5


def test_nobody_finds_what_is_not_theirs(client, world, taster):
    client.sign_in(world.learner(world.agency()))
    assert "Nothing was found" in client.get("/find?q=wheels").text


@given(st.text(max_size=200))
def test_words_are_small_once_each_and_few(typed):
    words = sought(typed)
    assert len(words) == len(set(words)) <= MOST
    assert all(word.isalnum() for word in words)
