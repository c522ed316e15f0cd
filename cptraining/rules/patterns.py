r"""Whether what somebody typed fits a pattern, without minding what a reader would not mind.

In a pattern `*` stands for any text, or none, and `\*` for a star. Matching takes time in
proportion to the lengths, whatever is typed.
"""

import re
import unicodedata
from dataclasses import dataclass

_ANYTHING = "\0"
"""Stands for `*` while a pattern is worked on; nobody can type it."""

_STAR = re.compile(r"\\\*|\*")
_ACCENTS = re.compile("[\u0300-\u036f]")
_ENDS = " .,;:!?…'\"()[]«»"
_SAME = str.maketrans({**dict.fromkeys("‘’ʼ`´", "'"), **dict.fromkeys("“”„", '"')}) | (
    str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
)


@dataclass(frozen=True)
class Spelling:
    """What counts besides the letters: capitals, accents."""

    case: bool = False
    accents: bool = False


LENIENT = Spelling()


def fits(pattern: str, typed: str, spelling: Spelling = LENIENT) -> bool:
    """Whether a text is as a pattern says.

    Space and the ends' punctuation never count; punctuation inside counts where the pattern
    holds some.
    """
    wanted = _tidied(_STAR.sub(_meant, pattern), spelling)
    given = _tidied(typed.replace(_ANYTHING, ""), spelling)
    if not given:
        return False
    readings = {given} if _has_marks(wanted) else {_without_marks(given, by) for by in ("", " ")}
    return any(_matches(wanted.split(_ANYTHING), reading) for reading in readings)


def holds(pattern: str, typed: str, spelling: Spelling = LENIENT) -> bool:
    """Whether some words of a text are as a pattern says."""
    wanted = _without_marks(_tidied(_STAR.sub(_meant, pattern), spelling), " ")
    given = _without_marks(_tidied(typed.replace(_ANYTHING, ""), spelling), " ")
    return _matches(["", *f" {wanted} ".split(_ANYTHING), ""], f" {given} ")


def same(one: str, other: str) -> bool:
    """Whether two texts differ only in what does not count."""
    return _tidied(one, LENIENT) == _tidied(other, LENIENT)


def shown(pattern: str) -> str:
    """A pattern as an example to read."""
    return _STAR.sub(lambda found: "*" if found[0] == r"\*" else "…", pattern)


def _meant(found: re.Match[str]) -> str:
    return "*" if found[0] == r"\*" else _ANYTHING


def _tidied(text: str, spelling: Spelling) -> str:
    """A text as it is compared."""
    plain = text.translate(_SAME)
    if not spelling.accents:
        plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", plain))
    plain = unicodedata.normalize("NFC", plain)
    plain = plain if spelling.case else unicodedata.normalize("NFC", plain.casefold())
    spaced = " ".join(plain.split())
    return spaced.strip(_ENDS) or spaced


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter).startswith("P")


def _has_marks(text: str) -> bool:
    return any(map(_is_mark, text))


def _without_marks(text: str, by: str) -> str:
    return " ".join("".join(by if _is_mark(one) else one for one in text).split())


def _matches(pieces: list[str], text: str) -> bool:
    """Whether the pieces stand in the text in order, the first and the last at its ends."""
    if len(pieces) == 1:
        return text == pieces[0]
    first, *middle, last = pieces
    start, end = len(first), len(text) - len(last)
    if start > end or not (text.startswith(first) and text.endswith(last)):
        return False
    for piece in middle:
        found = text.find(piece, start, end)
        if found < 0:
            return False
        start = found + len(piece)
    return True
