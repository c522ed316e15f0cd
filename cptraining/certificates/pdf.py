"""A certificate as a PDF: one tagged A4 page, the same bytes for the same facts."""

import json
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from threading import Lock
from typing import Any

import typst

from cptraining.certificates import qr

FOLDER = Path(__file__).parent
TEMPLATE = FOLDER / "certificate.typ"
DRAWINGS = ("logo.svg", "network.svg")

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


class Press:
    """A typst document kept ready, so that each page costs milliseconds; safe between threads."""

    def __init__(self, source: Path) -> None:
        self._lock = Lock()
        self._compiler = typst.Compiler(
            source, root=source.parent, font_paths=[FOLDER / "fonts"], ignore_system_fonts=True
        )

    def print(self, facts: dict[str, Any], at: datetime, *, is_strict: bool = True) -> bytes:
        """The PDF, dated `at`.

        Strict means PDF/UA-1; typst.TypstError is then raised for a letter that no font has.
        """
        with self._lock:
            printed = self._compiler.compile(
                format="pdf",
                sys_inputs={"facts": json.dumps(facts)},
                pdf_standards=["ua-1"] if is_strict else [],
                timestamp=int(at.timestamp()),
            )
        if not isinstance(printed, bytes):
            raise TypeError("a certificate is one file")
        return printed


@cache
def press() -> Press:
    """The press of this process."""
    return Press(TEMPLATE)


@cache
def template() -> str:
    """Which design prints now: the hash of the template and its drawings."""
    parts = [TEMPLATE, *(FOLDER / drawing for drawing in DRAWINGS)]
    return sha256(b"".join(part.read_bytes() for part in parts)).hexdigest()


def render(facts: Facts, at: datetime) -> bytes:
    """The certificate as PDF/UA-1, dated `at`.

    Where a name has a letter that no font has, that letter becomes an empty box and the file is
    tagged but no PDF/UA: finishing a course must not fail for it.
    """
    data = _data(facts)
    try:
        return press().print(data, at)
    except typst.TypstError:
        return press().print(data, at, is_strict=False)


def can_print(name: str) -> bool:
    """Whether our fonts have every letter of a name; for forms that ask for one."""
    try:
        press().print(_data(Facts(name, *["x"] * 6)), datetime.fromtimestamp(0, UTC))
    except typst.TypstError:
        return False
    return True


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
