"""Aiken, as trainers write it in a word processor."""

from hypothesis import given

from cptraining.exchange import aiken
from tests.exchange import asked
from tests.exchange.asked import there_and_back

FILE = """\ufeffWhat comes
first?
A. To listen
B) To *tell*
   a story
ANSWER: a

Who asks?
A. Both
ANSWER: C

Never ended
A. One
"""


def test_questions_are_read_and_everything_else_reported_by_line():
    imported = aiken.read(FILE.replace("\n", "\r\n").encode(), "bank")
    assert imported.questions == [
        {
            "id": "bank-1",
            "kind": "choice",
            "prompt": "What comes first?",
            "options": [{"text": "To listen", "right": True}, {"text": "To \\*tell\\* a story"}],
        }
    ]
    assert [(note.line, note.what) for note in imported.notes] == [
        (8, "“C” is none of its options."),
        (12, "A question has no right answer."),
    ]
    assert [one.line for one in imported.kept] == [8, 12]


@given(asked.authored([asked.choices()], ["tags"]))
def test_questions_come_back_as_they_were_or_it_is_said_what_is_lost(written):
    back, trip = there_and_back(written, aiken)
    if [one.question for one in trip.exported.lost] == ["every question"]:
        expected = asked.stored(written)
        assert [one | {"id": written["id"]} for one in back] == [expected], trip.exported.data
