"""Names that our files can hold, made of the names that other systems use."""

import re
import unicodedata

_LONGEST_ID, _LONGEST_TAG = 80, 40
_LETTERS = {"ß": "ss", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "œ": "oe", "þ": "th"}


def identifier(name: str) -> str:
    """An id like the name; "" when nothing of it can stay."""
    return _slug(name, r"[^A-Za-z0-9_.-]+", _LONGEST_ID)


def tag(name: str) -> str:
    """A tag like the name; "" when nothing of it can stay."""
    return _slug(name, r"[^A-Za-z0-9_-]+", _LONGEST_TAG)


class Names:
    """Names of which each is given once: a number is added where one is taken."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._numbers: dict[str, int] = {}

    def free(self, name: str) -> str:
        """The name, or one like it that nobody has."""
        found = name
        while found in self._taken:
            self._numbers[name] = self._numbers.get(name, 1) + 1
            found = f"{name[: _LONGEST_ID - 8]}-{self._numbers[name]}"
        return found

    def take(self, name: str) -> None:
        """Nobody else can have this name now."""
        self._taken.add(name)


def _slug(name: str, unfit: str, longest: int) -> str:
    plain = "".join(_LETTERS.get(letter, letter) for letter in name.strip())
    bare = unicodedata.normalize("NFKD", plain)
    kept = "".join(letter for letter in bare if not unicodedata.combining(letter))
    text = re.sub(unfit, "-", kept).lstrip("-_.")[:longest]
    return text.rstrip("-") if text != name.strip() else text
