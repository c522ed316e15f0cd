"""The pictures of questions: drawings stand in the page, photographs go along as data: addresses.

So a page names no file, and nothing in it can tell what a question is about or what is right.
"""

import re
from base64 import b64encode
from collections.abc import Callable
from pathlib import PurePosixPath

from cptraining.courses.folder import Folder
from cptraining.rules.authoring import mistake

LARGEST = 100_000
"""Bytes of a photograph, which every page with its question carries."""

_NAME = re.compile(r"[A-Za-z0-9_-]{1,60}\.(?:gif|jpe?g|png|webp)")
_BEGINNINGS = (
    (re.compile(rb"GIF8[79]a"), "gif"),
    (re.compile(rb"\xff\xd8\xff"), "jpeg"),
    (re.compile(rb"\x89PNG\r\n\x1a\n"), "png"),
    (re.compile(rb"RIFF.{4}WEBP", re.DOTALL), "webp"),
)
_KINDS = {"jpg": "jpeg"}


def reader(folder: Folder, file: str, drawing: Callable[[str], str]) -> Callable[[str], str]:
    """What reads the pictures beside a file; `drawing` reads those that are drawn."""

    def picture(name: str) -> str:
        if name.endswith(".svg"):
            return drawing(name)
        if not _NAME.fullmatch(name):
            raise mistake("the name of an .svg, .png, .jpg, .webp or .gif file beside the step")
        content = folder.content(str(PurePosixPath(file).with_name(name)))
        if content is None:
            raise mistake(f"{name} to be there")
        return address(name, content)

    return picture


def address(name: str, content: bytes) -> str:
    """A photograph as a data: address. Raises a mistake for one that is none, or too large."""
    if len(content) > LARGEST:
        raise mistake(f"{name} to have at most {LARGEST} bytes; it has {len(content)}")
    ending = name.rpartition(".")[2].lower()
    kind = next((kind for begins, kind in _BEGINNINGS if begins.match(content)), None)
    if kind is None or kind != _KINDS.get(ending, ending):
        raise mistake(f"{name} to hold a picture of its kind; it holds something else")
    return f"data:image/{kind};base64,{b64encode(content).decode()}"
