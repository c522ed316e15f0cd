"""Work sheets: every exercise on paper, blank and filled in, whatever was written."""

import json
import re
from collections import Counter
from datetime import UTC, datetime
from functools import cache
from io import BytesIO

import pypdf
import pytest
import yaml
from flask import render_template
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cptraining import press, steps
from cptraining.certificates.pdf import OUR_LETTERS
from cptraining.courses import package
from cptraining.learning import actions
from cptraining.press import sheets
from cptraining.press.tree import tree
from cptraining.web import markdown
from tests.databases import close, make_app

pytestmark = pytest.mark.slow  # Printing takes longer than everything else.

NOW = datetime(2026, 12, 16, 14, 2, tzinfo=UTC)
KINDS = {name: kind for name, kind in steps.kinds().items() if kind.sheet}
HOSTILE = [
    "<script>alert(1)</script> &amp; <b>bold</b>",
    '#panic("x") *bold* $x$ \\ "quoted" <label> @cite [x] /* y */ // z `raw` = h - l + e',
    "Jo 😀 ❤ 🚌",
    "欧阳明华 陳嘉欣 さくら 김민준",
    "W" * 1000,
    "one\ntwo\n\n\nthree" * 60,
]
LETTERS = sorted(letter for letter in OUR_LETTERS if letter.isprintable())
NOT_READ_BACK = ["محمد عبد الرحمن", "Jo Ꮳ 𓀀", "\u200f\u202e\u0301", " ", "אמאל (O’Neill) 王"]


@pytest.fixture(scope="module", autouse=True)
def shared_app(tmp_path_factory):
    app = make_app(tmp_path_factory.mktemp("sheets"))
    with app.test_request_context():
        yield app
    close(app)


@cache
def answers(name):
    written = yaml.safe_load((KINDS[name].sheet.parent / "examples.yaml").read_text())["answers"]
    return [case["answer"] for case in written if case["answer"]]


@cache
def example(name):
    step = next(iter(package.example_course(name)))
    return step.title, step.prose, KINDS[name].read(step.content)


def sheet(name, answer=None, *, is_large=False):
    return sheets.Sheet(KINDS[name].sheet, "A course", *example(name), answer, is_large)


def read(printed):
    return pypdf.PdfReader(BytesIO(printed))


def words(text):
    return re.sub(r"[\s\u200b-\u200f]", "", text)


def said(printed):
    """All text, as if it were one long page."""
    foot = re.compile(r"Keepthissheetsafe.*?Page\d+of\d+")
    return "".join(foot.sub("", words(page.extract_text())) for page in read(printed).pages)


def is_kept(text, printed):
    """Whether a text is there; a long one may be divided by the ends of pages."""
    if len(text) < 200:
        return words(text) in said(printed)
    return Counter(words(text)) <= Counter(said(printed))


def texts(answer, path=()):
    """Where in an answer there are texts."""
    if isinstance(answer, str):
        yield path
    pairs = enumerate(answer) if isinstance(answer, list) else getattr(answer, "items", tuple)()
    for key, value in pairs:
        yield from texts(value, (*path, key))


def changed(answer, paths, text):
    """The answer with another text at some places."""
    copy = json.loads(json.dumps(answer))
    for path in paths:
        place = copy
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = text
    return copy


@cache
def free(name):
    """Answers with the places where people type: what is there, the page shows as it is."""
    content, probe = sheet(name).content, "Zebrafinch"

    def is_free(answer, path):
        shown = changed(answer, [path], probe)
        return probe in render_template(KINDS[name].print_template, content=content, answer=shown)

    found = [
        (each, [path for path in texts(each) if is_free(each, path)]) for each in answers(name)
    ]
    return [(answer, paths) for answer, paths in found if paths]


def written_out(name, text):
    """Every example answer of a kind with this text wherever people type."""
    return [changed(answer, paths, text) for answer, paths in free(name)]


@pytest.mark.parametrize(
    "name", [name for name, kind in steps.kinds().items() if kind.is_exercise]
)
def test_every_exercise_has_a_sheet(name):
    assert steps.kinds()[name].sheet


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("is_large", [False, True])
def test_sheets_are_pdf_for_everybody(name, is_large):
    for answer in [None, *answers(name)]:
        one = sheet(name, answer, is_large=is_large)
        assert press.has_letters(one.template, one.data), "no PDF/UA-1"
        reader = read(sheets.pdf(one, NOW))
        catalogue = reader.trailer["/Root"]
        assert catalogue["/MarkInfo"]["/Marked"]
        assert catalogue["/Lang"].startswith("en")
        assert reader.metadata.title == f"{one.title} · A course"
        assert words(one.title) in said(sheets.pdf(one, NOW))


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("text", HOSTILE)
def test_what_was_written_is_printed_as_it_is(name, text):
    for answer in written_out(name, text):
        assert is_kept(text, sheets.pdf(sheet(name, answer), NOW))


@pytest.mark.parametrize("name", KINDS)
@pytest.mark.parametrize("text", NOT_READ_BACK)
def test_no_letter_keeps_a_sheet_from_being_printed(name, text):
    for answer in written_out(name, text):
        reader = read(sheets.pdf(sheet(name, answer), NOW))
        assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]


@pytest.mark.parametrize("name", KINDS)
def test_an_answer_of_an_older_version_is_still_printed(name):
    for answer in answers(name):
        for path in texts(answer):
            sheets.pdf(sheet(name, changed(answer, [path], "gone")), NOW)


@pytest.mark.parametrize("name", KINDS)
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.text(st.sampled_from(LETTERS), min_size=1, max_size=300))
def test_everything_that_was_written_stays(name, text):
    for answer in written_out(name, text):
        assert is_kept(text, sheets.pdf(sheet(name, answer), NOW))


def test_prose_becomes_a_tree_of_its_parts():
    html = markdown.prose("A *b* **c**\n\n- [d](https://e.org)\n- f\n\n3. g")
    link = {"tag": "a", "at": {"href": "https://e.org"}, "inside": ["d"]}
    em, strong = ({"tag": t, "at": {}, "inside": [x]} for t, x in (("em", "b"), ("strong", "c")))
    items = [{"tag": "li", "at": {}, "inside": inside} for inside in ([link], ["f"], ["g"])]
    assert tree(html) == [
        {"tag": "p", "at": {}, "inside": ["A ", em, " ", strong]},
        {"tag": "ul", "at": {}, "inside": items[:2]},
        {"tag": "ol", "at": {"start": "3"}, "inside": items[2:]},
    ]
    assert tree("</p>a &lt;b&gt;<em>c") == ["a <b>", {"tag": "em", "at": {}, "inside": ["c"]}]


def test_instructions_keep_every_kind_of_part():
    prose = markdown.prose(
        "## H\n\nA *b* **c** `d`\n\n- e\n- f\n\n1. g\n\n> h\n\n"
        "| i | j |\n|---|---|\n| k | l |\n\n    m\n\n[n](https://example.org)\n\n---"
    )
    name = next(iter(KINDS))
    one = sheets.Sheet(KINDS[name].sheet, "Course", "Title", prose, sheet(name).content)
    assert press.has_letters(one.template, one.data)
    assert "HAbcd•e•f1.ghijklmn" in said(sheets.pdf(one, NOW))


def test_nobody_prints_somebody_elses_sheet(world, client):
    agency, course = world.agency(), world.course()
    sam, other = world.learner(agency), world.learner(agency, "Other")
    cycle = world.assign(sam, course.course_id)
    with world.at_work() as now:
        actions.open_cycle(cycle, sam.id, now)
        actions.save_answer(cycle, "T1.try", {"who": "My neighbour"}, number=0, now=now)
    address = f"/learning/{cycle}/T1.try/sheet.pdf"
    client.sign_in(sam)
    blank, filled, large = (
        client.http.get(address + asked) for asked in ("", "?filled=1", "?filled=1&large=1")
    )
    assert "Myneighbour" not in said(blank.data)
    assert "Myneighbour" in said(filled.data)
    assert "Myneighbour" in said(large.data)
    assert filled.headers["Content-Type"] == "application/pdf"
    assert filled.headers["Content-Disposition"] == "inline; filename=T1.try.pdf"
    assert filled.headers["Cache-Control"] == "private, no-store"
    assert client.http.get(address.replace("try", "wheels")).status_code == 404
    assert client.http.get(address.replace("try", "unknown")).status_code == 404
    client.sign_in(other)
    assert client.http.get(address).status_code == 404
