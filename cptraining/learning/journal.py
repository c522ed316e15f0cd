"""One's own reflections from all courses, on one page, in Markdown and on paper."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from flask_babel import gettext as _
from pydantic import BaseModel

from cptraining.learning.queries import own
from cptraining.learning.queries.values import Logged
from cptraining.learning.screens import Screen, screen
from cptraining.people.reader import Reader
from cptraining.press import sheets
from cptraining.web.filters import day, words

TEMPLATE = Path(__file__).parent / "journal.typ"
_MARKS = re.compile(r"([\\`*_{}\[\]()<>#+\-.!|~&=])")


class Entry(NamedTuple):
    """What was written on one step, with the step and its course."""

    course: str
    screen: Screen
    written: Logged


class Part(BaseModel):
    """A question and what was written to it."""

    heading: str
    texts: list[str]


class Chapter(BaseModel):
    """One entry in words; `day` is when it was written last."""

    course: str
    title: str
    day: str
    parts: list[Part]


class Journal(BaseModel):
    """A whole log, ready to print."""

    chapters: list[Chapter]


def entries(me: Reader) -> list[Entry]:
    """Everything that the reader wrote in logs, the newest first."""
    found = [
        Entry(logged.course, screen(logged.edition_id, logged.step), logged)
        for logged in own.everything_written(me)
    ]
    return [entry for entry in found if entry.screen.kind.is_log]


def markdown(me: Reader, log: Sequence[Entry]) -> str:
    """The log as Markdown; what was typed stays as it was typed."""
    title = _("My log: %(name)s", name=me.name)
    lines = [f"# {_escaped(title)}"]
    for chapter in _chapters(log):
        lines += [f"## {_escaped(chapter.title)}", _escaped(f"{chapter.course}, {chapter.day}")]
        for part in chapter.parts:
            lines += [f"### {_escaped(part.heading)}", *map(paragraph, part.texts)]
    return "\n\n".join(lines) + "\n"


def pdf(me: Reader, log: Sequence[Entry], at: datetime) -> bytes:
    """The log on A4, as a record of one's own development."""
    sheet = sheets.Sheet(
        template=TEMPLATE,
        course=_("Connecting People training"),
        title=_("My log: %(name)s", name=me.name),
        instructions="",
        content=Journal(chapters=list(_chapters(log))),
        answer={},
    )
    return sheets.pdf(sheet, at)


def _chapters(log: Iterable[Entry]) -> Iterable[Chapter]:
    for entry in log:
        told = entry.screen.content.told(entry.written.value)
        yield Chapter(
            course=entry.course,
            title=entry.screen.step.title,
            day=day(entry.written.saved_at),
            parts=[
                Part(heading=words(part.heading), texts=[words(text) for text in part.texts])
                for part in told
            ],
        )


def _escaped(text: str) -> str:
    return _MARKS.sub(r"\\\1", " ".join(text.split()))


def paragraph(text: str) -> str:
    """Typed lines as Markdown lines, each kept by a hard break."""
    return "\\\n".join(_escaped(line) or "&nbsp;" for line in text.split("\n"))
