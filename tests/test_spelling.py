"""Courses and pages are in British English, without misspelt words."""

import json
import re
import shutil
import subprocess
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir

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
    r"\b(?:id|drawing|picture|shows|again|goes|middle|next|to|who): *[\w.-]+(?=\s*$|[,}])"
    r"|\bright: *\[[^\]]*\]|^ *== [\w-]+(?=:)|-> [\w-]+"
)
"""Names that files give to things; they may not be words."""

NO_WORDS = re.compile(
    r"^\s*(?:- )?\w+:(?=\s|$)|(?:https?://)?[\w-]+(?:\.[\w-]+)*\.(?:com|net|org|uk)\b[\w./-]*"
    r"|https|\b\w+\.(?:md|svg)\b|\.\w+\b|`+[^`]*`*|\d+th\b|%\(\w+\)[sd]|\{\w+\}"
)
MARKS = re.compile(r"\*+|<[^>]+>")
"""They stand inside words too, as in **C**onnectedness."""

WORD = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ]+(?:['’][A-Za-zÀ-ÖØ-öø-ÿ]+)*")
AMERICAN = re.compile(
    r"(?!(?:re|cap)?(?:siz|priz|seiz))\w+iz(?:e|ed|es|er|ers|ing|ation|ations)"
    r"|anymore|dialogs?|gotten|programs?|sidewalks?|toward|vacations?"
)
"""What the British dictionary has all the same."""


def misspelt(words: list[str]) -> set[str]:
    """The words that the British dictionary does not have, or that are American all the same."""
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
            yield NO_WORDS.sub(" ", NAMES.sub(" ", line)), f"{path.relative_to(HOME)}:{number}"


def drawings() -> Iterator[tuple[str, str]]:
    """The writing in the pictures of the shipped courses, and its file."""
    for path in sorted((HOME / "library").rglob("*.svg")):
        for said in re.findall(r">([^<>]+)</(?:text|tspan|title|desc)>", path.read_text("utf-8")):
            yield said, str(path.relative_to(HOME))


def pages() -> Iterator[tuple[str, str]]:
    """Each text of the interface, and where it stands."""
    babel = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["babel"]
    methods = [
        (pattern, mapping["method"])
        for mapping in babel["mappings"]
        for pattern in several(mapping["pattern"])
    ]
    keywords = DEFAULT_KEYWORDS | {"Words": None, "lazy_gettext": None}
    for file, line, said, *_ in extract_from_dir(ROOT, methods, keywords=keywords):
        for text in filter(None, several(said)):
            yield NO_WORDS.sub(" ", text), f"{file}:{line}"


def several(given: Any) -> list[Any]:
    """One thing or a row of them, as a list."""
    return [given] if isinstance(given, str) else list(given)


@pytest.mark.parametrize("texts", [courses, drawings, pages])
def test_no_word_is_misspelt(texts):
    places: Mapping[str, list[str]] = defaultdict(list)
    for line, where in texts():
        for word in WORD.findall(MARKS.sub("", line)):
            places[word.replace("’", "'")].append(where)
    assert places
    wrong = misspelt(sorted(places))
    assert [f"{place}: {word}" for word in sorted(wrong) for place in places[word]] == []


def test_american_and_wrong_words_are_found():
    words = ["behavior", "behaviour", "center", "color", "colour", "organize", "organise", "prize",
             "size", "teh", "toward", "traveled"]  # fmt: skip
    wrong = {"behavior", "center", "color", "organize", "teh", "toward", "traveled"}
    assert misspelt(words) == wrong


def test_the_list_of_our_words_is_sorted_and_has_each_once():
    assert sorted(set(LISTED), key=lambda word: (word.casefold(), word)) == LISTED
