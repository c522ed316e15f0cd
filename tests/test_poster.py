"""The poster on its page and on a wall: one tagged page with every word, whatever was written."""

import re
from datetime import UTC, datetime
from io import BytesIO

import pypdf
import pytest

from cptraining import press, steps
from cptraining.courses import package
from cptraining.press import sheets
from cptraining.steps.poster.content import LAYOUTS, PICTURES
from tests.databases import close, make_app

KIND = steps.kinds()["poster"]
(STEP,) = package.example_course("poster")
NOW = datetime(2026, 12, 16, tzinfo=UTC)
SIZES = {"a4": (595, 842), "a3": (842, 1191)}
HOSTILE = {
    "one long word": ("W" * 90, "W" * 600),
    "many lines": ("A headline", "\n".join(["#panic() *b* <x> $y$ @z"] * 12)),
    "everything full": ("word " * 18, "Wörter und " * 54),
    "markup": ('<script>"</script> &amp; #[x]', "= h\n- l\n/* c */ // d `raw` \\ <label>"),
}


@pytest.fixture(scope="module", autouse=True)
def shared_app(tmp_path_factory):
    app = make_app(tmp_path_factory.mktemp("poster"))
    with app.test_request_context():
        yield app
    close(app)


def content(boxes):
    """As many boxes as an author may ask for."""
    asked = [{"id": f"b{n}", "label": "How the twelve questions show"} for n in range(boxes)]
    return KIND.content.model_validate({"boxes": asked})


def printed(asked, answer, paper="a4"):
    return sheets.Sheet(KIND.poster, "Course", "Our poster", "", asked, answer, paper=paper)


def words(text):
    return re.sub(r"[\s\u200b]", "", text)


@pytest.mark.slow
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("paper", SIZES)
@pytest.mark.parametrize("texts", HOSTILE.values(), ids=HOSTILE)
def test_a_full_poster_is_one_tagged_page_with_every_word(layout, paper, texts):
    headline, text = texts
    answer = {"headline": headline, "team": "T" * 80, "quote": text[:240], "by": "b" * 60}
    answer |= {"boxes": {f"b{n}": f"{n}{text[:599]}" for n in range(8)}}
    answer |= {"layout": layout, "picture": "door"}
    one = printed(content(8), answer, paper)
    assert press.has_letters(one.template, one.data), "no PDF/UA-1"
    reader = pypdf.PdfReader(BytesIO(sheets.pdf(one, NOW)))
    (page,) = reader.pages
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert (round(page.mediabox.width), round(page.mediabox.height)) == SIZES[paper]
    said, inside = words(page.extract_text()), page.mediabox
    for wanted in (headline, answer["team"], answer["by"], *answer["boxes"].values()):
        assert words(wanted) in said
    assert all(0 < y < inside.height and 0 < x < inside.width for x, y in places(page))


LONG_WORD = r"""
#import "/press/words.typ": *
#set document(title: "A long word")
#set text(font: fonts, lang: "en")
#breakable(json(bytes(sys.inputs.data))).split("\u{200b}").join(" ")
"""


@pytest.mark.parametrize("letters", [29, 30, 31, 600])
def test_a_long_word_can_be_broken_but_not_at_every_letter(tmp_path, letters):
    """Each place where a line may end is tried at each size of the letters."""
    template = tmp_path / "long.typ"
    template.write_text(LONG_WORD)
    word = "Zw" * (letters // 2) + "i" * (letters % 2)
    reader = pypdf.PdfReader(BytesIO(press.pdf(template, word, NOW)))
    pieces = "\n".join(page.extract_text() for page in reader.pages).split()
    assert "".join(pieces) == word
    assert [len(piece) for piece in pieces[:-1]] == [4] * ((letters - 1) // 4 * (letters >= 30))


def places(page):
    """Where on a page its texts begin."""
    found = []

    def visit(text, matrix, at, *_):
        if text.strip():
            scale, _b, _c, height, x, y = matrix
            found.append((x + at[4] * scale, y + at[5] * height))

    page.extract_text(visitor_text=visit)
    return found


@pytest.mark.parametrize("picture", [*PICTURES, "none", "gone", 7])
def test_a_poster_of_any_version_is_printed(picture):
    for answer in ({}, {"picture": picture, "boxes": "old", "layout": 3, "headline": None}):
        for asked in (content(2), content(3)):
            reader = pypdf.PdfReader(BytesIO(sheets.pdf(printed(asked, answer), NOW)))
            assert len(reader.pages) == 1


def test_what_is_told_is_everything_that_can_be_read():
    asked = KIND.read(STEP.content)
    answer = {"headline": "H", "team": "T", "boxes": {"now": "N", "gone": "G"}, "by": "B"}
    assert [(str(told.heading), told.texts) for told in asked.told(answer)] == [
        ("Headline", ("H", "T")),
        ("What we do already", ("N",)),
        ("A quote", ("B",)),
    ]
    assert asked.called(answer) == "H"
    assert [asked.told(odd) for odd in (None, [], {"boxes": 3})] == [[], [], []]


def test_who_makes_a_poster_sees_it_and_prints_it(world, client):
    sam = world.learner(world.agency())
    cycle = world.assign(sam, world.course(package.example_course("poster")).course_id)
    page = client.sign_in(sam).get(f"/learning/{cycle}").press("Start")
    assert "Print it for a wall" not in page.text
    client.get(f"{page.path}/poster.pdf", 404)
    refused = page.press("Our poster is ready: go on", {"box_now": "x\n" * 12 + "y"}, 422)
    assert "Use at most 12 lines." in refused.text
    typed = {"box_now": "One hour.", "box_change": "<b>Visits</b>", "headline": "We ask"}
    page.press("Our poster is ready: go on", typed, layout="voice", picture="garden")
    page = client.get(page.path)
    assert "<b>Visits</b>" in page.text
    assert "app-poster--voice" in page.response.text
    for link, size in (("Print it for a wall (A4)", "a4"), ("or large for a wall (A3)", "a3")):
        (sheet,) = pypdf.PdfReader(BytesIO(page.follow(link).response.data)).pages
        assert round(sheet.mediabox.width) == SIZES[size][0]
        assert "We ask" in sheet.extract_text()
