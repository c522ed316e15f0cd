"""Printing: a typst template and JSON data become a tagged PDF in our own fonts."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import typst

FOLDER = Path(__file__).parent
FONTS = FOLDER / "fonts"

Template = Path | bytes
"""A template that lies in a file, or one that was put together."""

_turn = Lock()


@cache
def compiler() -> typst.Compiler:
    """The compiler of this process, its fonts read once: a page then costs milliseconds.

    It is made at the first page, never while importing: a process that has printed must not
    fork (operations/serving.py). Templates may read files of this package, and no others.
    """
    return typst.Compiler(root=FOLDER.parent, font_paths=[FONTS], ignore_system_fonts=True)


def pdf(template: Template, data: Mapping[str, Any], at: datetime) -> bytes:
    """The template with the data as PDF/UA-1, dated `at`; the same bytes for the same data.

    The template reads `json(bytes(sys.inputs.data))`: what a person typed is never markup. A
    letter that no font has becomes an empty box, and the file is tagged but no PDF/UA: what
    somebody wrote must not keep them from printing it. Raises typst.TypstError when the
    template is wrong.
    """
    try:
        return _printed(template, data, at)
    except typst.TypstError:
        return _printed(template, data, at, is_strict=False)


def has_letters(template: Template, data: Mapping[str, Any]) -> bool:
    """Whether our fonts have every letter that the template would print."""
    try:
        _printed(template, data, datetime.fromtimestamp(0, UTC))
    except typst.TypstError:
        return False
    return True


def _printed(
    template: Template, data: Mapping[str, Any], at: datetime, *, is_strict: bool = True
) -> bytes:
    with _turn:
        printed = compiler().compile(
            # As bytes, a template may lie anywhere: a kind of step brings its own.
            input=_source(template) if isinstance(template, Path) else template,
            format="pdf",
            sys_inputs={"data": json.dumps(data)},
            pdf_standards=["ua-1"] if is_strict else [],
            timestamp=int(at.timestamp()),
        )
    if not isinstance(printed, bytes):
        raise TypeError("a template makes one file")
    return printed


@cache
def _source(template: Path) -> bytes:
    return template.read_bytes()
