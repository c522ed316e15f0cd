"""GIFT: what Moodle's documentation says of it, and our questions there and back."""

from hypothesis import given

from cptraining.exchange import gift
from tests.exchange import asked
from tests.exchange.asked import there_and_back

KINDS = [asked.choices(), asked.matches(is_simple=True), asked.numerics(), asked.texts()]

FILE = r"""// question: 1
$CATEGORY: $course$/top/Boundaries

// [id:b-1] [tag:touch] [tag:two words]
::Hugs:: [html]<p>Dee asks for a hug.</p><p>May she \= have one?</p> {
  =Ask <b>why</b>#Yes.
  ~%50%It depends
  ~No####Talk about it.
}

Workers visit {=weekly =%50%each week#Nearly.} at first.

How many?{#=3:1#About. =%50%10..20 ~#Count again.}";

Match.{=Oslo -> Norway =Rome -> Italy = -> Chad}

Describe it. {}

Read this first.

Which? {~a ~b}

A brace } too many.

Not { =cut

by empty lines }
"""


def test_every_kind_is_read_and_everything_else_reported_by_line():
    imported = gift.read(FILE.encode(), "bank")
    questions = imported.questions
    assert [(one["id"], one["kind"]) for one in questions] == [
        ("b-1", "choice"),
        ("bank-2", "text"),
        ("bank-3", "numeric"),
        ("bank-4", "match"),
        ("bank-5", "open"),
        ("bank-6", "text"),
    ]
    first = questions[0]
    assert (first["about"], first["prompt"]) == ("Dee asks for a hug.", "May she = have one?")
    assert first["tags"] == ["touch", "two-words", "Boundaries"]
    assert first["options"][0] == {"text": "Ask **why**", "why": "Yes.", "right": True}
    assert questions[1]["prompt"] == "Workers visit _____ at first."
    assert questions[2]["not_yet"] == "Count again."
    assert questions[3]["others"] == ["Chad"]
    assert [note.line for note in imported.notes] == [2, 4, 4, 13, 17, 19, 21, 23]
    assert [(one.line, one.source) for one in imported.kept] == [
        (19, "Read this first."),
        (21, "Which? {~a ~b}"),
        (23, "A brace } too many."),
    ]


def test_markdown_stays_as_it_is_and_numbers_in_ids_are_given_once():
    text = "::a::[markdown]Case.\\n\\n**Which** ![x](y)?{=one ~two}\n\n" * 2
    imported = gift.read(text.encode())
    assert [one["id"] for one in imported.questions] == ["a", "a-2"]
    first = imported.questions[0]
    assert (first["about"], first["prompt"]) == ("Case.", "**Which** ![x](y)?")
    assert [note.what for note in imported.notes] == [
        "A picture in the text is left out.",
        "A picture in the text is left out.",
        "“a” became the id a-2.",
    ]


@given(asked.authored(KINDS, ["about", "image", "feedback", "tags"]) | asked.authored())
def test_questions_come_back_as_they_were_or_it_is_said_what_is_lost(written):
    back, trip = there_and_back(written, gift)
    if not trip.exported.lost:
        assert back == [asked.stored(written)], trip.exported.data
        assert trip.imported.kept == []


def test_long_and_right_to_left_texts_come_back_from_every_format():
    from cptraining.exchange.formats import FORMATS  # noqa: PLC0415 -- all at once, here only

    stem = "مرحبا بالعالم، שלום \u202b" + "Ω≈ç√ 中文 " * 1200
    options = [{"text": "Yes", "right": True}, {"text": "No"}]
    written = {"id": "long", "kind": "choice", "prompt": stem, "options": options}
    for name, standard in FORMATS.items():
        (back,), _ = there_and_back(written, standard)
        expected = asked.stored(written)
        assert back["prompt"].split() == expected["prompt"].split(), name
        assert back["options"] == expected["options"], name
