"""Passwords: kept as Argon2id, checked in the same time whether there is an account or not."""

from functools import cache
from pathlib import Path
from unicodedata import normalize

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from cptraining.rules.words import Words

SHORTEST = 10
LONGEST = 256
COMMON = Path(__file__).with_name("common_passwords.txt")

# 19 MiB and one thread for each, so that a class signing in at once fits into a small machine.
_hasher = PasswordHasher(time_cost=3, memory_cost=19_456, parallelism=1)


def hashed(password: str) -> str:
    """What is stored of a password."""
    return _hasher.hash(_tidy(password))


def is_right(stored: str | None, password: str) -> bool:
    """Whether this is the password; without a stored one, No after the same work."""
    try:
        _hasher.verify(stored or _nobodys(), _tidy(password))
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None


def is_outdated(stored: str) -> bool:
    """Whether it was stored with other parameters than are used now."""
    return _hasher.check_needs_rehash(stored)


def problem(password: str, email: str) -> Words | None:
    """Why a new password will not do; None when it will."""
    if len(password) < SHORTEST:
        return Words("Write a password of at least {n} characters", n=SHORTEST)
    if len(password) > LONGEST:
        return Words("Write a password of at most {n} characters", n=LONGEST)
    plain = _tidy(password).casefold()
    if plain in {email, email.partition("@")[0]}:
        return Words("Write a password that is not your email address")
    if plain in _common() or len(set(plain)) == 1:
        return Words("That password is among the first that others would try. Write another one")
    return None


def _tidy(password: str) -> str:
    """The same letters whichever keyboard wrote them."""
    return normalize("NFKC", password)


@cache
def _nobodys() -> str:
    return _hasher.hash("nobody has this password")


@cache
def _common() -> frozenset[str]:
    return frozenset(COMMON.read_text(encoding="utf-8").split())
