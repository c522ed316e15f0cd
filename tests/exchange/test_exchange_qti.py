"""QTI 3: packages and items, and our questions there and back."""

import io
import zipfile
from decimal import Decimal

import pytest
from hypothesis import given

from cptraining.exchange import qti
from cptraining.exchange.notes import Unreadable
from tests.exchange import asked
from tests.exchange.asked import there_and_back

KINDS = [
    asked.choices(),
    asked.matches(),
    asked.orders(),
    asked.numerics(),
    asked.texts(),
    asked.gaps(),
    asked.opens(),
]
FIELDS = ["about", "image", "worth", "feedback", "tags"]


@given(asked.authored(KINDS, FIELDS) | asked.authored())
def test_questions_come_back_as_they_were_or_it_is_said_what_is_lost(written):
    back, trip = there_and_back(written, qti)
    if not trip.exported.lost:
        assert back == [asked.stored(written)], trip.exported.data
        assert trip.imported.kept == []


ITEM = """<?xml version="1.0" encoding="UTF-8"?>
<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0" identifier="UL 1"
  title="Loose" adaptive="false" time-dependent="false">
<qti-response-declaration identifier="RESPONSE" cardinality="multiple" base-type="identifier">
  <qti-correct-response><qti-value>H</qti-value><qti-value>O</qti-value></qti-correct-response>
  <qti-mapping lower-bound="0" upper-bound="2" default-value="0">
    <qti-map-entry map-key="H" mapped-value="1"/><qti-map-entry map-key="O" mapped-value="1"/>
    <qti-map-entry map-key="Cl" mapped-value="-2"/>
  </qti-mapping>
</qti-response-declaration>
<qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float"/>
<qti-item-body>
  <div><p>Water is a liquid.</p></div>
  <qti-choice-interaction response-identifier="RESPONSE" shuffle="true" max-choices="0">
    <qti-prompt>Which elements are in it?</qti-prompt>
    <qti-simple-choice identifier="H">Hydrogen</qti-simple-choice>
    <qti-simple-choice identifier="O">Oxygen</qti-simple-choice>
    <qti-simple-choice identifier="Cl"><b>Chlorine</b></qti-simple-choice>
  </qti-choice-interaction>
  <qti-rubric-block view="candidate"><p>Be quick.</p></qti-rubric-block>
</qti-item-body>
<qti-response-processing template="https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/map_response"/>
<qti-modal-feedback outcome-identifier="F" identifier="hint" show-hide="show"><p>Hm.</p>
</qti-modal-feedback>
</qti-assessment-item>"""


def test_a_single_item_is_read_and_what_is_not_run_is_reported_by_line():
    imported = qti.read(ITEM.encode())
    assert imported.questions == [
        {
            "id": "UL-1",
            "kind": "choice",
            "about": "Water is a liquid.",
            "prompt": "Which elements are in it?",
            "options": [
                {"text": "Hydrogen", "right": True},
                {"text": "Oxygen", "right": True},
                {"text": "**Chlorine**"},
            ],
            "several": True,
            "marks": "parts",
        }
    ]
    assert [(note.line, note.what) for note in imported.notes] == [
        (20, "<qti-rubric-block> is left out: Be quick."),
        (23, "Feedback “Hm.” is left out."),
        (2, "“UL 1” became the id UL-1."),
    ]


def test_interactions_that_are_not_run_are_kept_and_older_versions_refused():
    hotspot = ITEM.replace("choice-interaction", "hotspot-interaction")
    imported = qti.read(hotspot.encode())
    assert (imported.found, len(imported.kept)) == ([], 1)
    assert "<qti-hotspot-interaction>" in imported.notes[0].what
    with pytest.raises(Unreadable, match="older QTI"):
        qti.read(b'<assessmentItem identifier="a"/>')


def item(interaction, *, response="", processing="", base="string", body=""):
    """An item with one response."""
    return f"""<qti-assessment-item identifier="i">
<qti-response-declaration identifier="R" cardinality="single" base-type="{base}">{response}
</qti-response-declaration>
<qti-item-body>{body}{interaction}</qti-item-body>
<qti-response-processing>{processing}</qti-response-processing>
</qti-assessment-item>"""


RIGHT = "<qti-correct-response><qti-value>{}</qti-value></qti-correct-response>"
ENTRY = '<p><qti-text-entry-interaction response-identifier="R"/>{}</p>'
CORRECT = '<qti-match><qti-correct identifier="R"/></qti-match>'


def test_items_of_others_are_read_by_what_they_declare():
    def read(*parts, **more):
        (one,) = qti.read(item(*parts, **more).encode()).questions
        return one

    typed = read(ENTRY.format(""), response=RIGHT.format("a*b"), body="<p>Which?</p>")
    assert (typed["prompt"], typed["accepted"]) == ("Which?", [{"text": "a\\*b"}])
    number = read(
        ENTRY.format(" km"), response=RIGHT.format("3.5"), base="float", processing=CORRECT
    )
    assert (number["answers"], number["unit"]) == ([{"equals": Decimal("3.5")}], "km")
    gap = read(ENTRY.format(" is the capital."), response=RIGHT.format("Oslo"))
    assert (gap["kind"], gap["text"]) == ("gap", "[1] is the capital.")
    assert "marks" not in gap
    open_ = read('<qti-extended-text-interaction response-identifier="R" expected-lines="9"/>')
    assert (open_["kind"], open_["lines"], open_["prompt"]) == ("open", 9, "Write your answer.")


def test_items_that_make_no_sense_are_kept_with_the_reason():
    def reason(*parts, **more):
        imported = qti.read(item(*parts, **more).encode())
        assert len(imported.kept) == 1
        return imported.notes[-1].what

    far = ENTRY.replace('"R"', '"Q"')
    assert "declared nowhere" in reason(far.format(""))
    assert "is no number" in reason(ENTRY.format(""), response=RIGHT.format("x"), base="float")
    order = '<qti-order-interaction response-identifier="R"><qti-simple-choice identifier="A">a'
    order += "</qti-simple-choice></qti-order-interaction>"
    assert "does not name every item" in reason(order)
    match = '<qti-match-interaction response-identifier="R"/>'
    assert "needs two sets" in reason(match)


def test_a_package_is_read_by_its_manifest_and_says_what_is_missing():
    written = {"id": "a", "kind": "choice", "prompt": "P", "tags": ["one"]}
    written |= {"options": [{"text": "x", "right": True}, {"text": "y"}]}
    exported = qti.write([asked.published(written)])
    with zipfile.ZipFile(io.BytesIO(exported.data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    manifest = files["imsmanifest.xml"].decode()
    more = '<resource type="imsqti_item_xmlv3p0" href="gone.xml"/>'
    more += '<resource type="imsqti_test_xmlv3p0" href="test.xml"/></resources>'
    files["imsmanifest.xml"] = manifest.replace("</resources>", more).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    imported = qti.read(out.getvalue())
    assert [(one["id"], one["tags"]) for one in imported.questions] == [("a", ["one"])]
    assert [str(note) for note in imported.notes] == [
        "gone.xml, line 1: The manifest names this file, but it is not there. Export it again.",
        "line 1: test.xml in the package holds no question. Only items are taken over.",
    ]
