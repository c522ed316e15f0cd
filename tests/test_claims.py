"""What the platform says of the model keeps within what was found, and no text is too hard."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import cptraining
from cptraining.courses import package
from cptraining.rules.outline import Outline
from cptraining.rules.prose import plain
from cptraining.rules.reading_age import reading_age

OLDEST = 13
CLAIM = re.compile(
    r"\b(?:proven|clinically|accredited|qualification|guarante\w+|cures?|evidence-based|dementia|"
    r"(?:worked|helped|improved|better) (?:\w+ ){0,4}in (?:Nepal|New Jersey)|"
    r"lonel\w+ (?:falls|fell|is reduced)|saves? £)\b|£1,331",
    re.IGNORECASE,
)
LIMIT = re.compile(
    r"\b(?:not|no|never|nobody|isn’t|can’t|range|stretched|nor|sets)\b|n[’']t\b", re.IGNORECASE
)
COURSES = {path.name: package.read(path) for path in package.shipped()}
PAGES = sorted(Path(cptraining.__file__).parent.rglob("*.html"))


def told(stored: Any) -> Iterator[str]:
    """Every text of some content, without what is offered as a wrong answer."""
    if isinstance(stored, str):
        yield plain(stored)
    elif isinstance(stored, list | tuple):
        for one in stored:
            yield from told(one)
    elif isinstance(stored, dict) and not ("why" in stored and "text" in stored):
        for one in stored.values():
            yield from told(one)


def over_claims(texts: Iterator[str]) -> list[str]:
    """The sentences, but for questions, that claim something without saying where it stops."""
    sentences = (part for text in texts for part in re.split(r"(?<=[.!?])\s+", text))
    return [
        one for one in sentences if CLAIM.search(one) and not LIMIT.search(one) and "?" not in one
    ]


@pytest.mark.parametrize("outline", COURSES.values(), ids=COURSES)
def test_no_course_claims_what_was_not_found(outline: Outline):
    assert over_claims(told(outline.as_json())) == []


def test_no_page_claims_what_was_not_found():
    assert over_claims(plain(path.read_text(encoding="utf-8")) for path in PAGES) == []


@pytest.mark.parametrize("outline", COURSES.values(), ids=COURSES)
def test_no_step_is_too_hard_to_read(outline: Outline):
    ages = {step.id: reading_age(step.prose) for step in outline}
    assert {id_: age for id_, age in ages.items() if age and age > OLDEST} == {}


@pytest.mark.parametrize(
    "claim",
    [
        "CPI is proven to help.",
        "It saves £1,331 a head.",
        "An accredited course.",
        "It worked well in Nepal.",
    ],
)
def test_a_claim_is_found(claim):
    assert over_claims(iter([f"Dee waits. {claim}"])) == [claim]
