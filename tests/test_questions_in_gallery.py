"""A colleague leaves one question at a poster: its writer is told and reads it, trainers too."""

import pytest
from sqlalchemy import select

from cptraining.community import asking
from cptraining.community.models import ExhibitQuestion
from cptraining.database import db
from tests.databases import on_both
from tests.test_gallery import Wall

ASK = "Leave this question"
QUESTION = "Who washes up <b>afterwards</b>?\nAnd who pays?"


@pytest.fixture
def wall(world):
    wall = Wall(world)
    wall.hang()
    wall.letters()
    return wall


def ask(wall, person=None, text=QUESTION):
    return wall.browser(person or wall.bea).get("/gallery/1").press(ASK, text=text)


def read(wall, person):
    """What the poster's page says of questions."""
    page = wall.browser(person).get("/gallery/1")
    return [one.text for one in page.tree.all("li", class_="app-comment")]


@on_both
def test_a_colleagues_question_reaches_the_writer_and_the_trainers_only(wall):
    carl = wall.world.learner(wall.agency, "Carl")
    before = len(wall.letters())
    page = ask(wall)
    assert "Who washes up <b>afterwards</b>? And who pays?" in page.text
    for person in (wall.kofi, wall.maria):
        (said,) = read(wall, person)
        assert said.startswith("Bea, ")
        assert "<b>afterwards</b>" in said
    assert read(wall, carl) == []
    assert "Bea" not in wall.browser(carl).get("/gallery").text
    assert "1 question" in wall.browser(wall.kofi).get("/gallery").text
    assert "1 question" not in wall.browser(wall.bea).get("/gallery").text
    (letter,) = wall.letters()[before:]
    assert f"To: {wall.kofi.email}" in letter
    assert "/gallery/1" in letter
    assert "washes up" not in letter


@on_both
def test_everybody_has_one_question_at_each_version(wall):
    browser = wall.browser(wall.bea)
    second = browser.get("/gallery/1")
    browser.get("/gallery/1").press(ASK, text="First")
    said = second.press(ASK, {"text": "Second"}, 409)
    assert "You have left a question here already." in said.text
    assert ASK not in browser.get("/gallery/1").text
    assert len(read(wall, wall.kofi)) == 1
    wall.change(headline="Another year")
    wall.hang()
    browser.get("/gallery/2").press(ASK, text="And now?")
    page = wall.browser(wall.kofi).get("/gallery/2")
    texts = [one.text for one in page.tree.all("li", class_="app-comment")]
    assert [("First" in text, "And now?" in text) for text in texts] == [
        (True, False),
        (False, True),
    ]


@pytest.mark.parametrize("who", ["bea", "kofi", "maria"])
def test_who_asked_and_those_who_read_it_take_it_down(wall, who):
    ask(wall)
    page = wall.browser(getattr(wall, who)).get("/gallery/1").press("Remove this question")
    assert "The question is gone." in page.text
    for person in (wall.kofi, wall.maria, wall.bea):
        assert read(wall, person) == []
    assert ASK not in wall.browser(wall.bea).get("/gallery/1").text


def test_nobody_else_removes_a_question(wall):
    ask(wall)
    strangers = [wall.world.learner(wall.agency, "Carl"), wall.world.trainer(
        wall.world.agency("Lakeside"), "Lena"
    )]  # fmt: skip
    for stranger in strangers:
        browser = wall.browser(stranger)
        browser.get("/home")
        browser.post("/gallery/1", {"intent": "remove:1"}, 404)
    assert len(read(wall, wall.kofi)) == 1


def test_the_writer_trainers_and_strangers_leave_no_question(wall):
    for person in (wall.kofi, wall.maria):
        assert ASK not in wall.browser(person).get("/gallery/1").text
    other = wall.world.learner(wall.world.agency("Lakeside"), "Sam")
    for person in (wall.kofi, wall.maria, other):
        browser = wall.browser(person)
        browser.get("/home")
        browser.post("/gallery/1", {"intent": "ask", "text": "Why?"}, 404)
    assert read(wall, wall.maria) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [(" \n ", "Write your question first"), ("x" * 301, "Write at most 300 characters")],
)
def test_what_cannot_be_asked_is_shown_again(wall, text, said):
    page = wall.browser(wall.bea).get("/gallery/1").press(ASK, {"text": text}, 422)
    assert said in page.text
    assert page.form().values["text"][0].strip() == text.strip()


def test_a_question_that_points_to_somebody_is_warned_of(wall):
    page = ask(wall, text="Is it Jo, jo@example.org?")
    assert "looks like an email address" in page.text
    assert len(read(wall, wall.kofi)) == 1


@pytest.mark.parametrize("is_taken_back", [True, False])
def test_no_question_is_left_at_what_hangs_no_more(wall, is_taken_back):
    page = wall.browser(wall.bea).get("/gallery/1")
    if is_taken_back:
        from cptraining.learning import sharing  # noqa: PLC0415

        with wall.world.at_work():
            sharing.take_back(
                wall.cycle, wall.step, actor_id=wall.kofi.id, now=wall.world.later(days=1)
            )
    else:
        wall.browser(wall.maria).get("/gallery/1").press("Take it down")
    page.press(ASK, {"text": "Why?"}, 404)
    with wall.app.app_context():
        assert db.session.scalars(select(ExhibitQuestion)).all() == []


def test_its_writer_is_not_told_of_a_question_that_is_gone(wall):
    before = len(wall.letters())
    ask(wall)
    wall.browser(wall.bea).get("/gallery/1").press("Remove this question")
    assert len(wall.letters()) == before


def test_the_gallery_counts_questions_in_one_statement(wall, count_statements):
    browser = wall.browser(wall.kofi)
    browser.get("/gallery")
    counts = []
    for name in ("", "Carl", "Dora"):
        if name:
            ask(wall, wall.world.learner(wall.agency, name))
        with count_statements() as made:
            browser.get("/gallery/1")
            browser.get("/gallery")
        counts.append(len(made))
    assert len(set(counts)) == 1


def test_asking_again_in_a_race_is_one_question(wall):
    with wall.world.at_work() as now:
        asking.ask(1, "One", asker_id=wall.bea.id, now=now)
    with wall.world.at_work() as now, pytest.raises(asking.AskedAlready):
        asking.ask(1, "Two", asker_id=wall.bea.id, now=now)
    with wall.world.at_work() as now, pytest.raises(asking.NotFound):
        asking.ask(1, "Mine", asker_id=wall.kofi.id, now=now)
