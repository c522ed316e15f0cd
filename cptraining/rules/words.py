"""Sentences for people, translated only where they are shown."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, init=False)
class Words:
    """An English sentence with named gaps, and what fills them.

    Translators see `text` (pybabel extracts the first argument); pages print it translated.
    """

    text: str
    values: dict[str, Any] = field(hash=False)

    def __init__(self, text: str, **values: Any) -> None:
        object.__setattr__(self, "text", text)
        object.__setattr__(self, "values", values)

    def __str__(self) -> str:
        return self.text.format(**self.values)
