"""Printing: a typst template and JSON data become a tagged PDF in our own fonts."""

import json
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from cptraining.press import printing
from cptraining.press.printing import FOLDER, FONTS, compiler

__all__ = ["FOLDER", "FONTS", "compiler", "has_letters", "long_pdf", "pdf"]


def pdf(template: Path, data: Mapping[str, Any], at: datetime) -> bytes:
    """The template with the data as PDF/UA-1, dated `at`; the same bytes for the same data.

    The template reads `json(bytes(sys.inputs.data))`: what a person typed is never markup. A
    letter that no font has becomes an empty box, and the file is tagged but no PDF/UA: what
    somebody wrote must not keep them from printing it. Raises typst.TypstError when the
    template is wrong.
    """
    # As bytes, a template may lie anywhere: a kind of step brings its own.
    return printing.printed(_source(template), json.dumps(data), int(at.timestamp()))


def long_pdf(source: bytes, data: Mapping[str, Any], at: datetime) -> bytes:
    """The same from a template's source, without keeping others from printing meanwhile."""
    return printing.apart(source, json.dumps(data), int(at.timestamp()))


def has_letters(template: Path, data: Mapping[str, Any]) -> bool:
    """Whether our fonts have every letter that the template would print."""
    try:
        printing.strictly(_source(template), json.dumps(data), at=0)
    except typst.TypstError:
        return False
    return True


@cache
def _source(template: Path) -> bytes:
    return template.read_bytes()
