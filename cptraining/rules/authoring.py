"""What authors' files share: how things are named, and how a mistake says where it is."""

from collections.abc import Iterable
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints
from pydantic_core import PydanticCustomError

Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$")]
"""A short name that answers refer to, so it stays when the text around it changes."""

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,79}$")]
"""A name that is one of a kind in its course, such as T1.3."""

Text = Annotated[str, StringConstraints(min_length=1, max_length=2000, strip_whitespace=True)]
"""Plain text that must not be empty; shown as written, without Markdown."""


class Part(BaseModel):
    """A piece of what an author writes, checked field by field."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def mistake(expected: str, *where: str | int) -> PydanticCustomError:
    """An error of one field that depends on another; `where` leads to it from the checked part."""
    return PydanticCustomError("authoring", "{expected}", {"expected": expected, "where": where})


def once(keys: Iterable[str], *where: str | int, taken: str | None = None) -> None:
    """Raise a mistake when two things in the list at `where` have one id, or one is `taken`."""
    seen = {taken}
    for place, key in enumerate(keys):
        if key in seen:
            raise mistake(f"an id of its own; “{key}” is used twice", *where, place, "id")
        seen.add(key)
