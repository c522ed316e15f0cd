"""QTI 3: packages and items, and our questions there and back."""

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
