"""Moodle XML: what Moodle's question bank exports, and our questions there and back."""

from base64 import b64encode
from decimal import Decimal

from hypothesis import given

from cptraining.exchange import moodle_xml
from tests.exchange import asked
from tests.exchange.asked import there_and_back

KINDS = [
    asked.choices(),
    asked.matches(is_simple=True),
    asked.orders(),
    asked.numerics(),
    asked.texts(),
    asked.gaps(),
    asked.opens(),
]
FIELDS = [name for name in asked.EVERYWHERE if name != "again"]


@given(asked.authored(KINDS, FIELDS) | asked.authored())
def test_questions_come_back_as_they_were_or_it_is_said_what_is_lost(written):
    back, trip = there_and_back(written, moodle_xml)
    if not trip.exported.lost:
        assert back == [asked.stored(written)], trip.exported.data
        assert trip.imported.kept == []


DOT = b64encode(asked.DOT).decode()
FILE = f"""<?xml version="1.0" encoding="UTF-8"?>
<quiz>
<question type="category"><category><text>$course$/top/Bank one</text></category></question>
<question type="multichoice">
  <name><text>Hugs</text></name>
  <questiontext format="html"><text><![CDATA[<p>Look.</p>
    <p><img src="@@PLUGINFILE@@/a%20dot.png" alt="A dot"></p><p>Which <u>two</u>?</p>]]></text>
    <file name="a dot.png" path="/" encoding="base64">{DOT}</file></questiontext>
  <generalfeedback format="html"><text>Why: <b>so</b>.</text></generalfeedback>
  <defaultgrade>2.0000000</defaultgrade><penalty>0.3333333</penalty><hidden>0</hidden>
  <idnumber>b-1</idnumber><single>false</single><shuffleanswers>true</shuffleanswers>
  <correctfeedback format="html"><text>Your answer is correct.</text></correctfeedback>
  <answer fraction="50"><text>one</text><feedback><text>yes</text></feedback></answer>
  <answer fraction="50"><text>two</text><feedback><text></text></feedback></answer>
  <answer fraction="-100"><text>three</text><feedback><text></text></feedback></answer>
  <hint format="html"><text>Not three.</text></hint>
  <tags><tag><text>touch</text></tag></tags>
  <strange><text>something</text></strange>
</question>
<question type="numerical"><name><text>n 1</text></name>
  <questiontext format="plain_text"><text>How far, a &lt; b?</text></questiontext>
  <answer fraction="100"><text>3.5</text><tolerance>0.5</tolerance></answer>
  <answer fraction="0"><text>*</text><feedback><text>Measure.</text></feedback></answer>
  <units><unit><multiplier>1</multiplier><unit_name>km</unit_name></unit>
    <unit><multiplier>1000</multiplier><unit_name>m</unit_name></unit></units>
</question>
<question type="cloze"><name><text>c</text></name>
  <questiontext format="html"><text><![CDATA[<p>Fill:</p>
    <p>Roses are {{1:SHORTANSWER:=red#Yes~%50%re*}} and {{1:MC:black~=blue~green}}.</p>]]></text>
  </questiontext></question>
<question type="essay"><name><text>e</text></name>
  <questiontext format="html"><text>Say why.</text></questiontext>
  <graderinfo format="html"><text>Look for reasons.</text></graderinfo></question>
<question type="ddwtos"><name><text>d</text></name></question>
</quiz>"""


def test_every_kind_is_read_and_everything_else_reported_by_line():
    imported = moodle_xml.read(FILE.encode(), "bank")
    choice, number, gap, essay = imported.questions
    assert choice == {
        "id": "b-1",
        "kind": "choice",
        "about": "Look.",
        "image": {"file": "a-dot.png", "alt": "A dot"},
        "prompt": "Which two?",
        "options": [
            {"text": "one", "why": "yes", "right": True},
            {"text": "two", "right": True},
            {"text": "three"},
        ],
        "several": True,
        "marks": "parts",
        "feedback": "Why: **so**.",
        "hints": ["Not three."],
        "worth": Decimal("2.0000000"),
        "tags": ["touch", "Bank-one"],
    }
    assert imported.pictures == {"a-dot.png": asked.DOT}
    assert (number["prompt"], number["unit"], number["not_yet"]) == (
        "How far, a \\< b?",
        "km",
        "Measure.",
    )
    assert gap["text"] == "Roses are [1] and [2]."
    assert gap["gaps"] == [
        {"accepted": [{"text": "red", "why": "Yes"}, {"text": "re*", "share": Decimal("0.5")}]},
        {"accepted": [{"text": "blue"}], "choices": ["black", "blue", "green"]},
    ]
    assert essay["model"] == "Look for reasons."
    assert [(note.line, note.what) for note in imported.notes if "left out" in note.what] == [
        (4, "The name “Hugs” is left out."),
        (7, "<u> is left out."),
        (18, "<strange> is not understood and left out."),
        (20, "The unit m is left out: a question has one unit here."),
    ]
    assert [one.line for one in imported.kept] == [34]
    assert "ddwtos" in imported.kept[0].source


def asked_as(kind, inside, text="Ask."):
    """A question of a kind, and what is in it beside its text."""
    return (
        f'<question type="{kind}"><name><text>{kind}</text></name>'
        f'<questiontext format="html"><text><![CDATA[{text}]]></text></questiontext>'
        f"{inside}</question>\n"
    )


def answer(text, fraction, why=""):
    feedback = f"<feedback><text>{why}</text></feedback>"
    return f'<answer fraction="{fraction}"><text>{text}</text>{feedback}</answer>'


RARE = (
    "<quiz>\n"
    + "".join(
        [
            asked_as("truefalse", answer("Vrai", 0, "no") + answer("Faux", 100)),
            asked_as(
                "multichoiceset", "<single>false</single>" + answer("a", 100) + answer("b", 0)
            ),
            asked_as(
                "ordering",
                "<gradingtype>ABSOLUTE_POSITION</gradingtype>"
                "<incorrectfeedback><text>Again.</text></incorrectfeedback>"
                "<partiallycorrectfeedback><text>Nearly.</text></partiallycorrectfeedback>"
                + answer("b", 2)
                + answer("a", 1)
                + answer("c", 3),
            ),
            asked_as(
                "matching",
                "".join(
                    f"<subquestion><text>{item}</text><answer><text>{to}</text></answer></subquestion>"
                    for item, to in (("a", "x"), ("b", "y"), ("", "z"))
                ),
            ),
            asked_as(
                "essay",
                "<responsefieldlines>90</responsefieldlines><minwordlimit>20</minwordlimit>"
                "<attachments>2</attachments>",
            ),
            asked_as(
                "shortanswer",
                "<usecase>1</usecase><defaultgrade>0</defaultgrade>" + answer("x", 100),
            ),
            asked_as("multichoice", answer("a", 90) + answer("b", "many")),
            asked_as("multichoice", answer("a", 90) + answer("b", 10)),
            asked_as("numerical", answer("ten", 100)),
            asked_as("cloze", "", "{2:SAC:=A} or {1:NM:=3}"),
            asked_as("cloze", "", "{1:NM:=3:0.5}"),
            asked_as("cloze", "", "{1:MULTIRESPONSE:=a~=b}"),
            asked_as("cloze", "", "Nothing"),
            asked_as("cloze", "", "[1] {1:SA:=a}"),
            "<other/>",
        ]
    )
    + "</quiz>"
)


def test_rarer_questions_are_read_as_near_as_can_be_or_kept():
    imported = moodle_xml.read(RARE.encode())
    truth, whole, order, match, essay, short, gap = imported.questions
    assert truth["options"] == [{"text": "True", "why": "no"}, {"text": "False", "right": True}]
    assert whole["options"] == [{"text": "a", "right": True}, {"text": "b"}]
    assert (whole["several"], "marks" in whole) == (True, False)
    assert (order["items"], order["marks"], order["not_yet"]) == (
        ["a", "b", "c"],
        "parts",
        "Again.",
    )
    assert (len(match["pairs"]), match["others"]) == (2, ["z"])
    assert (essay["lines"], essay["minimum"]) == (30, 20)
    assert (short["case"], "worth" in short) == (True, False)
    assert (gap["text"], gap["prompt"]) == ("[1] or [2]", "Fill the gaps.")
    assert [one.line for one in imported.kept] == [8, 9, 10, 12, 13, 14, 15, 16]
    said = " ".join(note.what for note in imported.notes)
    for what in (
        "The first answer was taken as True.",
        "Marking by ABSOLUTE_POSITION is not known here.",
        "“Nearly.” for an answer in part right is left out.",
        "<attachments> is left out.",
        "The question is worth nothing.",
        "“many” is no share.",
        "No option is wholly right.",
        "“ten” is no number.",
        "Capitals count in a gap.",
        "The gaps weigh differently.",
        "A gap takes numbers that are near enough.",
        "There are no gaps here like MULTIRESPONSE.",
        "The text has no gaps.",
        "The text holds numbers in brackets",
        "There is no question here like <other>.",
    ):
        assert what in said, what


PICTURES = "".join(
    f'<p><img src="{source}" alt="{alt}"></p>'
    for source, alt in (
        ("https://example.org/x.png", "far"),
        ("@@PLUGINFILE@@/bad.png", "broken"),
        ("@@PLUGINFILE@@/b.svg", ""),
        ("@@PLUGINFILE@@/a.png", "second"),
    )
)
WITH_PICTURES = (
    "<quiz>\n"
    + asked_as(
        "essay",
        f'<file name="a.png" encoding="base64">{DOT}</file>'
        '<file name="bad.png" encoding="base64">bm8=</file>'
        f'<file name="b.svg" encoding="base64">{b64encode(asked.CIRCLE.encode()).decode()}</file>',
        f"{PICTURES}<p>What is it?</p>",
    )
    + "</quiz>"
)


def test_one_picture_is_taken_over_and_every_other_reported():
    imported = moodle_xml.read(WITH_PICTURES.encode())
    assert imported.questions[0]["image"] == {"file": "b.svg", "alt": "A picture"}
    assert imported.pictures == {"b.svg": asked.CIRCLE.encode()}
    said = [note.what for note in imported.notes]
    assert said[1].startswith("The picture https://example.org/x.png is not in the file.")
    assert said[2].startswith("A picture is left out: expected bad.png to hold a picture")
    assert said[3] == "The picture @@PLUGINFILE@@/a.png (“second”) is left out."
    assert said[4] == "A picture has no text that says what it shows."
