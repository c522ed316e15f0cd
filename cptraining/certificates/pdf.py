"""A certificate as a PDF: one tagged A4 page, the same bytes for the same facts."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from cptraining import press
from cptraining.certificates import qr

FOLDER = Path(__file__).parent
TEMPLATE = FOLDER / "certificate.typ"
DESIGN = (
    TEMPLATE,
    FOLDER / "network.svg",
    press.FOLDER / "hand.typ",
    press.FOLDER / "logo.svg",
)

OUR_LETTERS = frozenset(map(chr, range(0x20, 0x17F))) - frozenset(
    "\u00ad\u00b5ĈĉĔĕĜĝĤĥĨĩĬĭĴĵĸĿŀŉŊŋŌōŎŏŖŗŜŝŦŧŨũŬŭ"
) | frozenset("ȘșȚțẀẁẂẃẄẅẞỲỳ–—‘’“”…")
"""What Atkinson Hyperlegible Next can write; a name with others is set in Noto throughout."""


@dataclass(frozen=True)
class Facts:
    """What a certificate prints, in words; `expires` None = never."""

    name: str
    title: str
    agency: str
    completed: str
    minutes: str
    number: str
    address: str
    expires: str | None = None


@cache
def template() -> str:
    """Which design prints now: the hash of the template and what it uses."""
    return sha256(b"".join(part.read_bytes() for part in DESIGN)).hexdigest()


def render(facts: Facts, at: datetime) -> bytes:
    """The certificate as PDF/UA-1, dated `at`.

    Where a name has a letter that no font has, that letter becomes an empty box and the file is
    tagged but no PDF/UA: finishing a course must not fail for it.
    """
    return press.pdf(TEMPLATE, _data(facts), at)


def can_print(name: str) -> bool:
    """Whether our fonts have every letter of a name; for forms that ask for one."""
    return press.has_letters(TEMPLATE, _data(Facts(name, *["x"] * 6)))


def _data(facts: Facts) -> dict[str, Any]:
    return {
        "name": _words(facts.name),
        "title": _words(facts.title),
        "agency": _words(facts.agency),
        "completed": facts.completed,
        "minutes": facts.minutes,
        "expires": facts.expires,
        "number": facts.number,
        "address": facts.address,
        "qr": qr.svg(facts.address),
    }


def _words(text: str) -> dict[str, Any]:
    """Words of any script: in which direction they run, and whether our font has them all."""
    tidy = unicodedata.normalize("NFC", " ".join(text.split()))
    strong = (unicodedata.bidirectional(letter) for letter in tidy)
    first = next((kind for kind in strong if kind in {"L", "R", "AL"}), "L")
    return {"text": tidy, "rtl": first != "L", "ours": OUR_LETTERS.issuperset(tidy)}
