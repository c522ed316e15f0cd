"""Certificate numbers: too many to guess, hard to copy wrongly."""

import re
import secrets
import unicodedata

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Without 0, O, 1, I and L, which look alike. There are 31, a prime, so that a sum finds slips."""

LENGTH = 20
GROUP = 4


def new() -> str:
    """A number nobody can guess: 19 random characters (94 bits) and one that checks them."""
    drawn = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH - 1))
    missing = -_sum(drawn + ALPHABET[0]) % len(ALPHABET)
    return _grouped(drawn + ALPHABET[missing])


def tidy(text: str) -> str | None:
    """The number as we print it, from what somebody typed; None when it cannot be one.

    Case, spaces and dashes do not matter. One wrong character, or two that changed places, are
    always found.
    """
    letters = re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", text)).upper()
    if len(letters) != LENGTH or not set(letters) <= set(ALPHABET):
        return None
    return _grouped(letters) if _sum(letters) == 0 else None


def _sum(letters: str) -> int:
    """The sum weighted by place (20 … 1): zero, modulo 31, in every number we make."""
    weighted = zip(range(LENGTH, 0, -1), letters, strict=True)
    return sum(weight * ALPHABET.index(letter) for weight, letter in weighted) % len(ALPHABET)


def _grouped(letters: str) -> str:
    return "-".join(letters[at : at + GROUP] for at in range(0, LENGTH, GROUP))
