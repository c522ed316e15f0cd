"""Numbers as people type them, read exactly: "1 000,5 km" is 1000.5.

A comma before three digits parts thousands, as in British English: "1,000" is a thousand, while
"1,5" and "0,125" are fractions.
"""

import re
import unicodedata
from decimal import Decimal

LONGEST = 60
"""Characters in a number with its unit."""

_WAYS = (  # how thousands are parted; what is after the last of , and . is the fraction
    (re.compile(r"\d{1,3}(?:[ ']\d{3})+(?:[.,]\d+)?"), " '"),
    (re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?"), ","),
    (re.compile(r"[1-9]\d{0,2}(?:(?:\.\d{3}){2,}|(?:\.\d{3})+,\d+)"), "."),
    (re.compile(r"(?:\d+[.,]?\d*|[.,]\d+)(?:e[+-]?\d{1,2})?"), ""),
)
_TYPED_AS = str.maketrans({"−": "-", "–": "-", "’": "'"})


def number(typed: str, unit: str = "") -> Decimal | None:
    """The number that was typed, alone or with its unit; None when it cannot be read."""
    text = _plain(typed)
    if len(text) > LONGEST:
        return None
    sign, digits = _parted(text.removesuffix(_plain(unit)).strip())
    digits = digits.removeprefix(_plain(unit)).strip()  # money has its unit before the number
    for way, parted_by in _WAYS:
        if way.fullmatch(digits):
            bare = digits.translate(dict.fromkeys(map(ord, parted_by)))
            return Decimal(sign + bare.replace(",", "."))
    return None


def written(value: Decimal) -> str:
    """A number without needless zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _plain(text: str) -> str:
    """A text with one kind of each sign."""
    known = unicodedata.normalize("NFC", text).translate(_TYPED_AS)
    return " ".join(known.casefold().split())


def _parted(text: str) -> tuple[str, str]:
    """The sign, and what follows it."""
    has_sign = text[:1] in {"+", "-"}
    return (text[0], text[1:].lstrip()) if has_sign else ("", text)
