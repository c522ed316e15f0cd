"""Words that need explaining are opened where a text first uses them, and listed on one page."""

import re
from html import escape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cptraining.courses import package
from cptraining.courses.mistakes import Mistakes
from cptraining.rules.glossary import Term, explained, used
from cptraining.rules.outline import Module, Outline, Step
from tests.pages import Client
from tests.test_courses import FILES

TIE = Term("Weak tie", "Somebody you <em>nearly</em> know.", ("weak ties",))
ABCD = Term("ABCD", "Assets first.")
ASSET = Term("Asset", "Anything useful.", ("assets",))
TERMS = (ABCD, ASSET, TIE)
OPENED = re.compile(r"<button[^>]*>([^<]*)</button><span[^>]*popover><b>([^<]*)</b>.*?</span>")


def opened(html: str) -> list[tuple[str, str]]:
    """The words that open a meaning, and the term that they open."""
    return OPENED.findall(explained(html, TERMS))


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p>A weak\ntie, two weak ties.</p>", [("weak\ntie", "Weak tie")]),
        ("<h2>Assets</h2><p><a>assets</a> <em>Assets</em></p>", [("Assets", "Asset")]),
        ("<p>abcd, ABCD</p>", [("ABCD", "ABCD")]),
        ("<p>An assets-only tweak tie.</p>", []),
        ("<p>ABCD starts with an asset.</p>", [("ABCD", "ABCD"), ("asset", "Asset")]),
    ],
)
def test_the_first_use_outside_headings_and_links_opens_the_meaning(html, found):
    assert opened(html) == found
    assert {term.name for term in used([html], TERMS)} == {name for _, name in found}


words = st.sampled_from(["asset", "Weak ties", "ABCD", "the", "a & b", "<b>"]).map(escape)


@given(st.lists(words | st.sampled_from(["<em>", "</em>", "<p>"])).map(" ".join))
def test_nothing_of_a_text_is_lost_and_each_term_is_opened_once(html):
    shown = explained(html, TERMS)
    assert OPENED.sub(r"\1", shown) == html
    names = [name for _, name in opened(html)]
    assert len(names) == len(set(names))


@pytest.fixture
def shelf(tmp_path) -> Path:
    """A folder with a small course in it."""
    for name, text in FILES.items():
        (tmp_path / "small" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "small" / name).write_text(text)
    return tmp_path


def test_a_course_keeps_the_terms_that_its_steps_use(shelf):
    (shelf / "glossary.yaml").write_text(
        "terms:\n"
        "  - {term: Stigma, means: A *label*.}\n"
        "  - {term: Because, means: For a *reason*., also: [since]}\n"
    )
    kept = Term("Because", "For a <em>reason</em>.", ("since",))
    assert package.read(shelf / "small").glossary == (kept,)


def test_a_term_that_is_explained_twice_is_a_mistake_with_its_line(shelf):
    (shelf / "glossary.yaml").write_text(
        "terms:\n  - {term: Tie, means: One.}\n  - {term: Knot, means: Two., also: [tie]}\n"
    )
    with pytest.raises(Mistakes, match=r"glossary.yaml:3: terms\[2\]: expected “tie” once"):
        package.read(shelf / "small")


@pytest.fixture
def cycle(world) -> tuple:
    """Somebody, their cycle of a course with a term and with sources."""
    step = Step("A.1", "reading", "Read", 3, prose="<p>Ask a weak tie about an asset.</p>")
    module = Module("A", "One", (step,), sources="<p>Written for <em>this</em> course.</p>")
    outline = Outline("small", "Small", "S.", (module,), glossary=(ASSET, TIE))
    person = world.learner(world.agency())
    return person, world.assign(person, world.course(outline).course_id)


def test_the_page_of_all_words_holds_those_of_ones_courses(app, client, world, cycle):
    page = client.sign_in(cycle[0]).get("/glossary")
    assert page.texts("dt") == ["Asset", "Weak tie"]
    outsider = world.administrator()
    assert "None of your courses" in Client(app).sign_in(outsider).get("/glossary").text


def test_where_a_module_comes_from_is_said_on_a_page(client, cycle):
    page = client.sign_in(cycle[0]).get("/courses/small/A/sources")
    assert "Written for this course." in page.text
    client.get("/courses/small/B/sources", 404)
    client.get("/courses/other/A/sources", 404)
