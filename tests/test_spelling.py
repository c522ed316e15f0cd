"""Courses and pages are in British English, without misspelt words."""

import json
import re
import shutil
import subprocess
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HOME = ROOT / "cptraining"
LISTED = Path(__file__).with_name("words.txt").read_text(encoding="utf-8").split()
KNOWN = frozenset(word.casefold() for word in LISTED)
"""Names and words of ours that no dictionary has."""

OF_SOMEBODY = ("else", "Whoever", "asking")

SPELLER = """
const fs = require("fs");
const [aff, dic] = ["aff", "dic"].map((end) =>
  fs.readFileSync(`node_modules/dictionary-en-gb/index.${end}`));
const speller = require("nspell")({aff, dic});
const words = JSON.parse(fs.readFileSync(0));
console.log(JSON.stringify(words.filter((word) => !speller.correct(word))));
"""
NAMES = re.compile(
    r"\b(?:id|right|drawing|picture|shows|again|kind|tags|module|slug|note|sources|test_out|pairs|key"
    r"|order|gap|bins?|goes|to|next|start|state|from|who): *[\[\"']?[\w.,\- ]*[\]\"']?(?=[,}\s]|$)"
)
NO_WORDS = re.compile(
    r"^\s*(?:- )?\w+:(?=\s|$)|https?://\S+|\]\([^)]*\)|\[stop: [^\]]*\]|`[^`]*`|^```\w+"
)
WORD = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ]+(?:['’][A-Za-zÀ-ÖØ-öø-ÿ]+)*")
SAID = re.compile(r"""_\(\s*("(?:[^"\\]|\\.)*")|ngettext\(\s*("(?:[^"\\]|\\.)*")""")
AMERICAN = re.compile(r"(?!(?:re|cap)?(?:siz|priz|seiz))\w+iz(?:e|ed|es|er|ers|ing|ation)")


def misspelt(words: list[str]) -> set[str]:
    """The words that the British dictionary does not have, or would rather see with an s."""
    node = shutil.which("node", path=ROOT / ".venv" / "bin") or shutil.which("node")
    assert node, "first: make static"
    told = subprocess.run(
        [node, "-e", SPELLER], input=json.dumps(words), capture_output=True, text=True, cwd=ROOT,
        check=True,
    )  # fmt: skip
    unknown = set(json.loads(told.stdout)) - {f"{person}'s" for person in OF_SOMEBODY}
    american = {word for word in words if AMERICAN.fullmatch(word.lower())}
    return {
        word
        for word in unknown | american
        if word.casefold() not in KNOWN and word.casefold().removesuffix("'s") not in KNOWN
    }


def courses() -> Iterator[tuple[str, str]]:
    """Each line of the shipped courses, and where it stands."""
    library = HOME / "library"
    for path in sorted([*library.rglob("*.md"), *library.rglob("*.yaml")]):
        lines = path.read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines, 1):
            yield NO_WORDS.sub(" ", NAMES.sub(" ", line)), f"{path.relative_to(library)}:{number}"


def pages() -> Iterator[tuple[str, str]]:
    """Each text of the interface, and its file."""
    for path in sorted([*HOME.rglob("*.py"), *HOME.rglob("*.html"), *HOME.rglob("*.txt")]):
        for found in SAID.finditer(path.read_text(encoding="utf-8")):
            words = re.sub(r"%\(\w+\)s|%\(\w+\)d|\\n|\{\w+\}|<[^>]+>", " ", found[1] or found[2])
            yield words, str(path.relative_to(HOME))


@pytest.mark.parametrize("texts", [courses, pages])
def test_no_word_is_misspelt(texts):
    places: Mapping[str, list[str]] = defaultdict(list)
    for line, where in texts():
        for word in WORD.findall(line):
            places[word.replace("’", "'")].append(where)
    assert len(places) > 500
    wrong = misspelt(sorted(places))
    assert [f"{places[word][0]}: {word}" for word in sorted(wrong)] == []


def test_american_and_wrong_words_are_found():
    words = ["behavior", "behaviour", "organize", "organise", "size", "teh", "prize", "colour"]
    assert misspelt(words) == {"behavior", "organize", "teh"}


def test_the_list_of_our_words_is_sorted_and_has_each_once():
    assert sorted(set(LISTED), key=lambda word: (word.casefold(), word)) == LISTED
