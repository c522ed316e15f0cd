"""Secrets in links: sent by mail, kept hashed."""

import secrets
from hashlib import sha256

BYTES = 32


def new() -> str:
    """A token that nobody can guess, fit for an address."""
    return secrets.token_urlsafe(BYTES)


def hashed(token: str) -> str:
    """What is stored of a token. It is random, so a plain hash is enough."""
    return sha256(token.encode()).hexdigest()
