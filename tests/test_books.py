"""The handbook of a course and the guide for the person somebody supports, on paper."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from typing import Any

import pypdf
import pytest

from cptraining import steps
from cptraining.courses import package
from cptraining.courses.mistakes import Mistakes
from cptraining.learning import handbook
from cptraining.rules.guide import Guide, Row
from cptraining.rules.outline import Module, Outline, Step
from cptraining.rules.prose import plain
from cptraining.steps import InBook
from tests.databases import close, make_app
from tests.pages import Client

pytestmark = pytest.mark.slow  # Printing takes longer than everything else.

AT = datetime(2026, 12, 16, 14, 2, tzinfo=UTC)
SHIPPED = sorted(path.name for path in package.shipped())
HEADING = re.compile(r"<h[234]>(.*?)</h[234]>")
DRAWING = '<svg viewBox="0 0 160 120"><path d="M0 0h9v9z"/></svg>'
READ = Step("A.1", "reading", "Read this", 3, prose="<p>Ask a friend.</p>")
SMALL = Outline("small", "Small", "S.", (Module("A", "One", (READ,)),))


def guide(says: str) -> Guide:
    return Guide("For you", (Row((says,), DRAWING, "A box."), Row(("Yes.",), DRAWING, "It.")))


@pytest.fixture(scope="module", autouse=True)
def reader_of_english(tmp_path_factory):
    app = make_app(tmp_path_factory.mktemp("books"))
    with app.test_request_context():
        yield
    close(app)


@cache
def course(name: str) -> Outline:
    is_shipped = name in SHIPPED
    return package.read(package.LIBRARY / name) if is_shipped else package.example_course()


@cache
def book(name: str) -> pypdf.PdfReader:
    return read(handbook.pdf(course(name), AT))


def read(printed: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(BytesIO(printed))


@cache
def said(name: str) -> str:
    """All its text, as if it were one long page."""
    return squeezed("".join(page.extract_text() for page in book(name).pages))


def squeezed(text: str) -> str:
    return re.sub(r"[\s\u200b-\u200f]", "", text)


def in_book(name: str, how: InBook) -> list[Step]:
    kinds = steps.kinds()
    return [step for step in course(name) if kinds[step.kind].in_book is how]


def bookmarks(entries: list[Any]) -> Iterator[str]:
    for one in entries:
        if isinstance(one, list):
            yield from bookmarks(one)
        else:
            yield one.title


def texts(stored: Any, keys: set[str], *, is_found: bool = False) -> Iterator[str]:
    """Every text of some content that stands under one of the keys, if it is long enough."""
    if isinstance(stored, dict):
        for key, value in stored.items():
            yield from texts(value, keys, is_found=is_found or key in keys)
    elif isinstance(stored, list | tuple):
        for value in stored:
            yield from texts(value, keys, is_found=is_found)
    elif isinstance(stored, str) and is_found and len(plain(stored)) > 30:
        yield plain(stored)


@pytest.mark.parametrize("name", [*SHIPPED, "examples"])
def test_a_handbook_is_pdf_for_everybody(name):
    catalogue = book(name).trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"].startswith("en")
    assert b"pdfuaid:part" in catalogue["/Metadata"].get_object().get_data()
    assert book(name).metadata.title == f"{course(name).title} · handbook"


@pytest.mark.parametrize("name", SHIPPED)
def test_a_handbook_has_readings_sheets_words_and_sources_in_order(name):
    reading, sheets = in_book(name, InBook.READ), in_book(name, InBook.SHEET)
    marks = [mark.removeprefix("☐ ") for mark in bookmarks(book(name).outline)]
    wanted = [
        title
        for module in course(name).modules
        for title in (
            *(step.title for step in module.steps if step in reading),
            *(step.title for step in module.steps if step in sheets),
        )
    ]
    rest = iter(marks)
    assert [title for title in wanted if title not in rest] == []
    assert marks.index("Words explained") < marks.index("Where this comes from")
    place = said(name).index(squeezed(reading[0].prose.split("</p>")[0].removeprefix("<p>")))
    for heading in (found for step in reading for found in HEADING.findall(step.prose)):
        place = said(name).index(squeezed(plain(heading)), place)
    for term in course(name).glossary:
        assert squeezed(plain(term.meaning)) in said(name)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_handbook_tells_no_answer(name):
    asked = [step.content for step in in_book(name, InBook.LEFT_OUT)]
    asked += [banked.question for banked in course(name).bank]
    telling = [*texts(asked, {"prompt", "why", "feedback"})]
    telling += texts([s.content for s in in_book(name, InBook.SHEET)], {"why", "whys", "closing"})
    assert telling
    assert [text for text in telling if squeezed(text) in said(name)] == []


@pytest.mark.parametrize("name", SHIPPED)
def test_how_long_a_handbook_is_said_to_be_is_about_right(name):
    assert handbook.pages(course(name)) == pytest.approx(len(book(name).pages), rel=0.25)


def test_a_handbook_is_for_those_who_have_the_course(app, world, client):
    agency = world.agency()
    person, course_id = world.learner(agency), world.course(SMALL).course_id
    world.assign(person, course_id)
    path = "/courses/small/handbook.pdf"
    client.sign_in(person).get("/courses/small").follow("Handbook: everything to read")
    first = client.http.get(path)
    assert (first.status_code, first.mimetype) == (200, "application/pdf")
    again = client.http.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    Client(app).sign_in(world.learner(agency)).get(path, 404)
    client.get("/courses/small/guide.pdf", 404)


def test_the_same_edition_has_the_same_bytes():
    assert handbook.pdf(SMALL, AT) == handbook.pdf(SMALL, AT)


def test_a_guide_stays_as_it_was_when_the_edition_was_published(app, world):
    agency, words = world.agency(), []
    people = [world.learner(agency), world.learner(agency)]
    for person, says in zip(people, ["You choose.", "You can say no."], strict=True):
        outline = replace(SMALL, guide=guide(says), is_open=True)
        world.course(outline)
        Client(app).sign_in(person).get("/courses/small").press("Start")
    for person in people:
        paper = Client(app).sign_in(person).http.get("/courses/small/guide.pdf").data
        words.append("".join(page.extract_text() for page in read(paper).pages))
    assert ["You choose." in words[0], "You choose." in words[1]] == [True, False]
    assert "You can say no." in words[1]


@pytest.mark.parametrize("name", SHIPPED)
def test_the_guide_has_two_pages_in_short_sentences(app, world, client, name):
    outline = course(name)
    world.course(replace(outline, is_open=True))
    client.sign_in(world.learner(world.agency()))
    page = client.get(f"/courses/{outline.slug}")
    assert "A guide for the person you work with (PDF, 2 pages)" in page.text
    paper = read(client.http.get(f"/courses/{outline.slug}/guide.pdf").data)
    assert len(paper.pages) == 2
    assert outline.guide is not None
    text = squeezed("".join(page.extract_text() for page in paper.pages))
    for row in outline.guide.rows:
        for sentence in row.says:
            assert squeezed(sentence.replace("____", "")) in text
        assert row.picture.startswith("<svg")


def test_mistakes_in_a_guide_are_told_with_their_lines(tmp_path):
    (tmp_path / "guide").mkdir()
    (tmp_path / "guide" / "one.svg").write_text(DRAWING)
    (tmp_path / "guide.yaml").write_text(
        "title: For you\n"
        "rows:\n"
        "  - {picture: one.svg, alt: A box., says: [One.]}\n"
        "  - picture: two.svg\n"
        "    alt: A box.\n"
        "    says:\n"
        "      - You can do it all, or a bit of it, on a day.\n"
    )
    for name, text in {
        "course.yaml": "slug: small\ntitle: S\nsummary: S.\noutcomes: [O.]\nmodules: [A]\n",
        "A/module.yaml": "title: One\nsummary: S.\noutcomes: [O.]\nsteps: [read]\n",
        "A/read.md": "---\nkind: reading\ntitle: R\nminutes: 3\n---\nRead.\n",
    }.items():
        (tmp_path / "small" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "small" / name).write_text(text)
    with pytest.raises(Mistakes) as found:
        package.read(tmp_path / "small")
    told = str(found.value)
    assert "guide.yaml:7: rows[2].says[1]: expected at most 12 words in a sentence" in told
    assert "guide.yaml:4: rows[2].picture: expected" in told
    assert "guide/two.svg:1: the file: expected this file to exist" in told
