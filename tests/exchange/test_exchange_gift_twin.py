"""Our reader of GIFT and another project's (gift-pegjs) understand the same files alike."""

import json
import re
import shutil
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cptraining import questions
from cptraining.exchange import gift
from cptraining.exchange.asking import Asking
from cptraining.exchange.stored import option_shares
from cptraining.rules.prose import plain
from tests.exchange import asked

ROOT = Path(__file__).parents[2]
TWIN = """
const twin = require("gift-pegjs");
require("readline").createInterface({input: process.stdin}).on("line", (line) => {
  let told;
  try { told = twin.parse(JSON.parse(line)); } catch (why) { told = String(why.message); }
  console.log(JSON.stringify(told));
});
"""


@pytest.fixture(scope="module")
def twin():
    """The other reader: a function from a file's text to what it understood."""
    node = shutil.which("node", path=f"{ROOT / '.venv' / 'bin'}:{ROOT}") or shutil.which("node")
    assert node, "first: make static"
    pipe = subprocess.PIPE
    with subprocess.Popen([node, "-e", TWIN], cwd=ROOT, stdin=pipe, stdout=pipe, text=True) as it:

        def understand(text):
            it.stdin.write(json.dumps(text) + "\n")
            it.stdin.flush()
            return json.loads(it.stdout.readline())

        yield understand
        it.stdin.close()


WORDS = st.text(st.sampled_from("abcT1 2é٣中-.,!?()'\"/>*%"), min_size=1, max_size=12)
ESCAPES = st.sampled_from([r"\~", r"\=", r"\#", r"\{", r"\}", r"\:", r"\\ ", " -> "])
SPACES = st.sampled_from([" ", "", "\n", "\t", "\n  "])
FORMS = st.sampled_from(["", "", "", "[html]", "[plain]", "[moodle]"])


def is_only_text(text):
    """Whether nothing in it would begin something else; that is written on purpose elsewhere."""
    bare = text.strip()
    return (
        bare and bare[0] not in "%*" and not bare.startswith(("//", "T", "F")) and "//" not in bare
    )


TEXTS = st.lists(WORDS | ESCAPES, min_size=1, max_size=4).map("".join).filter(is_only_text)
PLAIN = TEXTS.filter(lambda text: "->" not in text)
WEIGHTS = st.sampled_from(["", "%50%", "%-50%", "%33.33333%", "%100%", "%0%"])
NUMBERS = st.sampled_from(["3", "-1.5", "3:0.5", "1..5", "-2.5..-1", "0"])


@st.composite
def answers(draw):
    """What stands between the braces, of every kind."""
    kind = draw(st.sampled_from(["choice", "several", "truth", "text", "match", "number", "open"]))
    space = draw(SPACES)
    whys = [f"#{draw(PLAIN)}" if draw(st.booleans()) else "" for _ in range(4)]
    if kind == "open":
        return ""
    if kind == "truth":
        said = draw(st.sampled_from(["T", "TRUE", "F", "FALSE"]))
        return said + draw(st.sampled_from(["", whys[0], whys[0] and whys[0] + "#right"]))
    if kind == "match":
        lines = [
            f"={draw(PLAIN)}{space}->{space}{draw(PLAIN)}" for _ in range(draw(st.integers(2, 3)))
        ]
        return space.join([*lines, *draw(st.sampled_from([[], ["= -> other"]]))])
    if kind == "number":
        many = [f"={draw(WEIGHTS)}{draw(NUMBERS)}{why}" for why in whys[:2]]
        lines = [f"=%100%{draw(NUMBERS)}", *many, *draw(st.sampled_from([[], ["~#no"]]))]
        return "#" + draw(st.sampled_from([draw(NUMBERS), "\n".join(lines)]))
    if kind == "text":
        return space.join(f"={draw(WEIGHTS)}{draw(PLAIN)}{why}" for why in ["", *whys[:2]])
    signs = ["="] if kind == "choice" else ["~%60%", "~%40%"]
    others = [f"~{draw(WEIGHTS)}{draw(FORMS)}{draw(PLAIN)}{one}" for one in whys[:2]]
    return space.join([f"{sign}{draw(PLAIN)}{whys[2]}" for sign in signs] + others)


@st.composite
def written(draw):
    """A question in GIFT, as people write it."""
    title = draw(st.sampled_from(["", "::Title::", "::Of two\\: words:: "]))
    before = draw(st.sampled_from(["", "// said\n", "// [id:q-1] [tag:one]\n"]))
    after = draw(st.sampled_from(["", "####" + draw(PLAIN)]))
    tail = draw(st.sampled_from(["", "", " and so on."]))
    asked = f"{draw(FORMS)}{draw(PLAIN)}{draw(SPACES)}"
    return f"{before}{title}{asked}{{{draw(answers())}{after}}}{tail}"


@given(written())
@example("Ada wrote the first{~novel ~%50%manual =program#Yes, for an engine.} of all.")
@example("// [id:b] [tag:x]\n::b::[html]<b>Is</b> 2 \\= 2?{TRUE#No#Yes####It is.}")
@example("Match.{=Oslo -> Norway\n=[html]<i>Rome</i> -> Italy\n= -> Chad}")
@example("When?{#=1822:0#Right. =%50%1822:2#Near.\n~#Look again.}")
@example("Who?{=%100%Ada Lovelace# =%90%Ada#Who? =%50%Love*}")
@example("Write.{}")
@example("Which?{\n~%50%one#so\n~%50%two\n~%-100%three\n####All.}")
def test_both_readers_understand_the_same(twin, text):
    theirs, ours = twin(text), gift.read(text.encode(), exact=True)
    if isinstance(theirs, str) or ours.kept:
        assert isinstance(theirs, str) or is_useless(theirs[0]), (text, theirs, ours)
        return
    (one,) = ours.questions
    assert told(one) == twins(theirs[0]), text


def is_useless(theirs):
    """Whether nothing is right: the twin reads such questions, and we cannot ask them."""
    return not any(share == 1 for _, share, _ in twins(theirs)["answers"])


def told(written):
    """What our reader understood, in words that both have."""
    one = questions.read(asked.stored(written, {}))
    fields = one.model_dump()
    found = {
        "kind": "several" if fields.get("several") else one.kind,
        "asked": "".join(plain(one.prompt).split()),
        "general": plain(one.feedback),
        "tags": list(one.tags),
    }
    return found | {"answers": our_answers(one, fields)}


def our_answers(one, fields):
    if one.kind == "choice":
        return [
            (plain(part.part.text), share, plain(part.part.why))
            for part, share in option_shares(Asking(one))
        ]
    if one.kind == "match":
        pairs = [(plain(pair.item), plain(pair.to)) for pair in one.pairs]
        return pairs + [("", plain(other)) for other in one.others]
    if one.kind == "text":
        return [
            (" ".join(part.text.split()), part.share, plain(part.why)) for part in one.accepted
        ]
    if one.kind == "numeric":
        found = [(*part.ends, part.share, plain(part.why)) for part in one.answers]
        return found + ([("*", plain(one.not_yet))] if one.not_yet else [])
    return []


def twins(theirs):
    """The same of what the other reader understood."""
    kind = {"Essay": "open", "Matching": "match", "Numerical": "numeric", "Short": "text"}.get(
        theirs["type"], "choice"
    )
    found = their_answers(theirs)
    if theirs["type"] == "MC" and not any(one["isCorrect"] for one in theirs["choices"]):
        kind = "several"
    return {
        "kind": kind,
        "asked": "".join(bare(theirs["stem"]).split()),
        "general": bare(theirs["globalFeedback"]),
        "tags": theirs["tags"] or [],
        "answers": found,
    }


def bare(text):
    """A text of theirs without its formatting."""
    if not text:
        return ""
    return plain(text["text"]) if text["format"] != "plain" else " ".join(text["text"].split())


def unhidden(text):
    """The twin forgets to put escaped signs back where a pair ends."""
    return re.sub(r"&&(\d{3});", lambda found: chr(int(found[1])), text)


def their_answers(theirs):
    if theirs["type"] == "TF":
        is_true, right, wrong = (
            theirs["isTrue"],
            bare(theirs["falseFeedback"]),
            bare(theirs["trueFeedback"]),
        )
        return [
            ("True", Decimal(is_true), right if is_true else wrong),
            ("False", Decimal(not is_true), wrong if is_true else right),
        ]
    if theirs["type"] == "Matching":
        pairs = theirs["matchPairs"]
        return [(bare(pair["subquestion"]), unhidden(pair["subanswer"])) for pair in pairs]
    choices = theirs.get("choices") or []
    if theirs["type"] == "Numerical":
        return their_numbers(choices)
    return [(bare(one["text"]), share_of(one), bare(one["feedback"])) for one in choices]


def share_of(one):
    if one["weight"] is None:
        return Decimal(one["isCorrect"])
    return (Decimal(str(one["weight"])) / 100).normalize()


def their_numbers(choices):
    if isinstance(choices, dict):
        choices = [{"text": choices, "weight": 100, "isCorrect": True, "feedback": None}]
    found = []
    for one in choices:
        number, why = one["text"], bare(one["feedback"])
        if number.get("text") == "*":
            found.append(("*", why))
        else:
            found.append((*ends(number), share_of(one), why))
    return found


def ends(number):
    """The least and the most that is near enough."""
    exact = {name: Decimal(str(value)) for name, value in number.items() if name != "type"}
    if number["type"] == "high-low":
        return exact["numberLow"], exact["numberHigh"]
    within = exact.get("range", Decimal(0))
    return exact["number"] - within, exact["number"] + within
