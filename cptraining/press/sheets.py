"""Work sheets: an exercise on A4, blank or filled in, to use with a person at a table."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import IO, Any, Protocol, runtime_checkable

from flask_babel import get_locale
from pydantic import BaseModel

from cptraining import press
from cptraining.press.tree import tree
from cptraining.web.language import domain

FRAME = press.FOLDER / "sheet.typ"
_SAID = re.compile(r'\bsay\(\s*"([^"\\]+)"')


@runtime_checkable
class WorkedOut(Protocol):
    """Content with a drawing that its template does not work out by itself."""

    def for_paper(self, answer: Any) -> Any:
        """What to draw of an answer, as JSON; of none on a blank sheet."""


@dataclass(frozen=True)
class Sheet:
    """What a sheet prints.

    `template` is the kind's sheet.typ, `instructions` sanitised HTML, `answer` None on a blank
    sheet; a large one has letters of 16 points. `paper` is for templates that print on several.
    """

    template: Path
    course: str
    title: str
    instructions: str
    content: BaseModel
    answer: Any = None
    is_large: bool = False
    paper: str = "a4"

    @property
    def data(self) -> dict[str, Any]:
        """All of it as JSON, and the template's own words translated."""
        return framed(
            self.template,
            course=self.course,
            answer=self.answer,
            large=self.is_large,
            paper=self.paper,
            **inside(self.title, self.instructions, self.content, self.answer),
        )


def framed(*templates: Path, **said: Any) -> dict[str, Any]:
    """What press/sheet.typ asks of everything that has its look; the templates' words translated.

    Nothing is filled in or drawn unless it is `said`.
    """
    asked = {"answer": None, "large": False, "drawn": None}
    lang = get_locale().language if get_locale() else "en"
    return asked | {"lang": lang, "words": _translated(FRAME, *templates)} | said


def inside(
    title: str, instructions: str, content: BaseModel, answer: Any = None
) -> dict[str, Any]:
    """What the template of one sheet prints, as JSON; HTML as trees."""
    return {
        "title": title,
        "instructions": tree(instructions),
        "content": content.model_dump(mode="json", context={"prose": tree, "line": tree}),
        "drawn": content.for_paper(answer) if isinstance(content, WorkedOut) else None,
    }


def gathered(
    file: IO[bytes],
    keywords: Any,  # noqa: ARG001 -- Babel passes it, and names the last
    comments: Any,  # noqa: ARG001
    options: Any,  # noqa: ARG001
) -> Iterator[tuple[int, str, str, list[str]]]:
    """What a template says, for `pybabel extract`: line, function, words, comments."""
    text = file.read().decode()
    for said in _SAID.finditer(text):
        yield text.count("\n", 0, said.start()) + 1, "gettext", said[1], []


def pdf(sheet: Sheet, at: datetime) -> bytes:
    """The sheet as a tagged PDF."""
    return press.pdf(sheet.template, sheet.data, at)


def _translated(*templates: Path) -> dict[str, str]:
    """What some templates say, with the same in the reader's language."""
    in_language = domain.get_translations().gettext
    said = frozenset[str]().union(*map(_words, templates))
    return {words: in_language(words) for words in sorted(said)}


@cache
def _words(template: Path) -> frozenset[str]:
    """What a template says: every `say("…")` in it."""
    return frozenset(_SAID.findall(template.read_text(encoding="utf-8")))
