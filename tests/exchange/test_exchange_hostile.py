"""Whatever a file holds, reading it ends soon, fetches nothing, and says what is wrong."""

import io
import zipfile
from contextlib import suppress
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cptraining.exchange import formats
from cptraining.exchange.notes import Unreadable

BOMB = b"""<?xml version="1.0"?>
<!DOCTYPE quiz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<quiz><question type="essay"><name><text>&b;</text></name></question></quiz>"""
OUTSIDE = b"""<!DOCTYPE quiz [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<quiz><question type="description"><name>&x;</name></question></quiz>"""
SKIPPED = b'<!DOCTYPE quiz SYSTEM "http://127.0.0.1:9/x.dtd"><quiz>&nbsp;</quiz>'


def read(data, name=None):
    return formats.read(name or formats.guessed(data), data, "q")


def refused(data, name=None):
    with pytest.raises(Unreadable) as why:
        read(data, name)
    return str(why.value)


@pytest.mark.parametrize("data", [BOMB, OUTSIDE, SKIPPED])
def test_entities_are_refused_by_line(data):
    assert "has an entity of its own" in refused(data)


def test_broken_and_foreign_xml_is_refused_by_line():
    assert "line 2" in refused(b"<quiz>\n<question></quiz>", "moodle-xml")
    assert "begins with <html>" in refused(b"<html></html>", "moodle-xml")
    assert "too deep" in refused(b"<quiz>" + b"<a>" * 5000 + b"</a>" * 5000 + b"</quiz>")
    assert "no UTF-8" in refused(b"Caf\xe9?{T}")


def package(**files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_packages_that_grow_or_reach_outside_do_no_harm():
    assert "too large" in refused(package(**{"a.xml": b" " * 101_000_000}))
    assert "cannot be opened" in refused(b"PK\x03\x04 nothing more")
    item = (
        '<qti-assessment-item identifier="a"><qti-item-body>'
        '<p><img src="../../../etc/passwd" alt="x"/></p>'
        '<qti-extended-text-interaction response-identifier="R"/>'
        "</qti-item-body></qti-assessment-item>"
    )
    imported = read(package(**{"../../items/a.xml": item}))
    assert [one["kind"] for one in imported.questions] == ["open"]
    assert imported.pictures == {}
    assert any("is not in the file" in note.what for note in imported.notes)


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_read_or_refused(data):
    for name in formats.FORMATS:
        with suppress(Unreadable):
            read(data, name)


FRAGMENTS = ["<quiz>", "</quiz>", '<question type="cloze">', '<question type="multichoice">']
FRAGMENTS += ["</question>", "<questiontext><text>", "</text></questiontext>", "{1:MC:=a~%x%b#c}"]
FRAGMENTS += [
    '<answer fraction="1e999">',
    "</answer>",
    "<single>0</single>",
    "::",
    "{",
    "}",
    "#3..",
    "%",
]
FRAGMENTS += [
    "=a",
    "~%9e9%b",
    "->",
    "####",
    "\n\n",
    "\\",
    "<![CDATA[<b>",
    "]]>",
    "ANSWER: Z",
    "A. x\n",
]
FRAGMENTS += [
    "$CATEGORY: ",
    "// [id:?]\n",
    "&#0;",
    "<file name='../x.png'>!!!</file>",
    "[markdown]![x](y)",
]


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=30).map("".join))
def test_any_pieces_of_a_file_are_read_or_refused(text):
    for name in formats.FORMATS:
        for whole in (text, f"<quiz>{text}</quiz>"):
            with suppress(Unreadable):
                read(whole.encode(), name)


def test_reading_takes_time_in_proportion_to_the_file():
    one = "::Q::" + "What is it? " * 20 + "{=right#Yes. ~wrong#No. ~other}\n\n"

    def seconds(text, name):
        start = process_time()
        read(text.encode(), name)
        return process_time() - start

    seconds(one * 5, "gift")
    assert seconds(one * 200, "gift") < 8 * max(seconds(one * 50, "gift"), 0.02)
    for trap in ("<div " * 5_000, "<a<b" * 10_000, "<!--" * 5_000, "_*" * 5_000, "{" * 20_000):
        assert seconds(trap + "{=a}", "gift") < 2
