"""Sheets in one document: what several templates print becomes functions of another template."""

import re
from collections.abc import Mapping
from pathlib import Path

_TOOLS = '#import "/press/sheet.typ": *\n'
_OPENING = re.compile(re.escape(_TOOLS) + r"#show: sheet\n")


def bound(template: Path, sheets: Mapping[str, Path]) -> bytes:
    """The template, in which `inside.at(name)(content, drawn)` prints the inside of a sheet.

    Each template of a sheet begins by importing the tools and showing itself as a sheet of its
    own; the rest of it asks for no more than the tools and these two.
    """
    inside = [
        f'"{name}": (content, drawn) => [\n{_inside(path)}\n],' for name, path in sheets.items()
    ]
    return "".join([_TOOLS, "#let inside = (:\n", *inside, "\n)\n", _text(template)]).encode()


def _inside(sheet: Path) -> str:
    return _OPENING.sub("", _text(sheet))


def _text(template: Path) -> str:
    return template.read_text(encoding="utf-8")
