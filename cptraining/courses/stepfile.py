"""One step's Markdown file: fields at the top, prose, and fenced YAML for its kind."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from pydantic import ValidationError
from pydantic_core import PydanticCustomError

from cptraining import steps
from cptraining.courses import illustrated, pictures
from cptraining.courses.files import StepFields
from cptraining.courses.folder import Folder
from cptraining.courses.mistakes import explain
from cptraining.courses.written import Unreadable, Written
from cptraining.rules.authoring import mistake
from cptraining.rules.outline import Step
from cptraining.web import markdown, sanitize

_TOP = re.compile(r"---\n(?P<fields>.*?\n)---[ \t]*(?:\n|\Z)", re.DOTALL)
_BLOCK = re.compile(r"^```yaml[ \t]*\n(?P<yaml>.*?)^```[ \t]*$", re.DOTALL | re.MULTILINE)
_OPEN = re.compile(r"^```yaml", re.MULTILINE)
_DRAWING = re.compile(r"[A-Za-z0-9_-]{1,60}\.svg")


@dataclass(frozen=True)
class Read:
    """A step and its fields as written, which later checks point at."""

    step: Step
    fields: Written


def read(folder: Folder, file: str, id_: str) -> Read | None:
    """The step in one file; None when anything is wrong with it, which is then noted."""
    text = folder.text(file)
    if text is None:
        return None
    top = _TOP.match(text)
    if top is None:
        advice = "Begin with ---, then kind, title and minutes, then --- again."
        folder.note(file, 1, "the file", "fields between two lines of ---", advice)
        return None
    fields = folder.fields(file, top["fields"], 2)
    body = "\n" * text[: top.end()].count("\n") + text[top.end() :]
    return _read_body(folder, file, id_, (fields, body)) if fields else None


def _read_body(folder: Folder, file: str, id_: str, parts: tuple[Written, str]) -> Read | None:
    fields, body = parts
    before = len(folder.mistakes)
    blocks = _blocks(folder, file, body)
    prose = _prose(folder, file, body)
    head = _checked(folder, file, fields)
    kind = str(fields.value.get("kind"))
    content = None
    if kind not in steps.kinds():
        known = ", ".join(steps.kinds())
        folder.note(file, fields.line(["kind"]), "kind", f"one of {known}", "Correct the kind.")
    elif blocks is not None:
        content = _content(folder, file, blocks, kind)
    if not prose and blocks is not None and not blocks.value:
        folder.note(file, fields.first, "the file", "something to read or to do", "Write it.")
    if head is None or content is None or len(folder.mistakes) > before:
        return None
    return Read(_step(id_, head, prose, content), fields)


def _step(id_: str, head: StepFields, prose: str, content: Mapping[str, Any]) -> Step:
    return Step(
        id=id_,
        kind=head.kind,
        title=head.title,
        minutes=head.minutes,
        is_required=head.required,
        shows=head.shows,
        prose=prose,
        content=content,
    )


def _checked(folder: Folder, file: str, fields: Written) -> StepFields | None:
    try:
        return StepFields.model_validate(fields.value)
    except ValidationError as error:
        folder.mistakes += explain(error, file, fields)
        return None


def _content(folder: Folder, file: str, blocks: Written, kind: str) -> dict[str, Any] | None:
    try:
        return stored(kind, blocks.value, renderers(folder, file))
    except ValidationError as error:
        folder.mistakes += explain(error, file, blocks)
        return None


def renderers(folder: Folder, file: str) -> dict[str, Any]:
    """How the fields of a file are made into what an edition keeps."""
    drawing = drawer(folder, file)
    return {
        "prose": partial(illustrated.prose, drawing=drawing),
        "line": markdown.line,
        "drawing": drawing,
        "picture": pictures.reader(folder, file, drawing),
    }


def stored(kind: str, value: Mapping[str, Any], context: Mapping[str, Any]) -> dict[str, Any]:
    """What an edition keeps of a step's content. Raises pydantic's ValidationError."""
    content = steps.kinds()[kind].content.model_validate(value, context=context)
    return content.model_dump(mode="json", exclude_defaults=True)


def _blocks(folder: Folder, file: str, body: str) -> Written | None:
    """All fenced YAML of a step as one."""
    joined = Written({}, None)
    for match in _BLOCK.finditer(body):
        first = body[: match.start("yaml")].count("\n") + 1
        block = folder.fields(file, match["yaml"], first)
        if block is None:
            return None
        try:
            joined = joined.joined(block) if joined.value else block
        except Unreadable as why:
            folder.note(file, why.line, "the file", why.expected, why.advice)
    return joined


def _prose(folder: Folder, file: str, body: str) -> str:
    """The Markdown around the blocks, as HTML."""
    text = _BLOCK.sub(lambda match: "\n" * match[0].count("\n"), body)
    if unclosed := _OPEN.search(text):
        line = text[: unclosed.start()].count("\n") + 1
        folder.note(file, line, "the file", "``` after the block", "End the YAML with ```.")
    for level, line in markdown.headings(text):
        if level not in (2, 3):
            advice = "The step's title is the first heading: go on with ## and ###."
            folder.note(file, line + 1, "a heading", "## or ###", advice)
    return illustrated_prose(folder, file, text)


def illustrated_prose(folder: Folder, file: str, text: str) -> str:
    """The HTML of a file's Markdown with its pictures; what is wrong with one is noted."""
    drawing = drawer(folder, file)
    try:
        return illustrated.prose(text, drawing)
    except PydanticCustomError:
        for picture in illustrated.found(text):
            _check_picture(folder, file, picture, drawing)
        return markdown.prose(text)


def _check_picture(
    folder: Folder, file: str, picture: re.Match[str], drawing: Callable[[str], str]
) -> None:
    try:
        illustrated.prose(picture[0], drawing)
    except PydanticCustomError as error:
        line = picture.string.count("\n", 0, picture.start()) + 1
        advice = "Write ![Two people at a table](table.svg), with the file beside this one."
        folder.note(file, line, "a picture", error.message(), advice)


def drawer(folder: Folder, file: str) -> Callable[[str], str]:
    """Reads the drawings that lie beside a file."""

    def drawing(name: str) -> str:
        if not _DRAWING.fullmatch(name):
            raise mistake("the name of an .svg file beside the step")
        svg = folder.text(str(PurePosixPath(file).with_name(name)))
        if svg is None or not svg.lstrip().startswith("<svg"):
            raise mistake("an SVG file that begins with <svg")
        return sanitize.clean_drawing(svg)

    return drawing
