"""The formats that questions come and go in, by their names."""

import re
from pathlib import Path
from types import ModuleType

from cptraining.exchange import aiken, gift, moodle_xml, qti
from cptraining.exchange.notes import Imported, Unreadable
from cptraining.exchange.reading import Watch

FORMATS: dict[str, ModuleType] = {
    "aiken": aiken,
    "gift": gift,
    "moodle-xml": moodle_xml,
    "qti": qti,
}
LARGEST = 100_000_000
"""Bytes in a file to import."""

_ENDINGS = {
    ".gift": "gift",
    ".txt": "gift",
    ".xml": "moodle-xml",
    ".zip": "qti",
    ".aiken": "aiken",
}
_ANSWER = re.compile(rb"^\s*ANSWER\s*:", re.IGNORECASE | re.MULTILINE)
_BRACES = re.compile(rb"(?<!\\)\{")


def guessed(data: bytes) -> str:
    """The name of the format that a file seems to be in."""
    start = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if data.startswith(b"PK") or b"<qti-" in start or b"imsqti" in start:
        return "qti"
    if start.startswith(b"<"):
        return "moodle-xml"
    return "aiken" if _ANSWER.search(data) and not _BRACES.search(data) else "gift"


def by_ending(path: Path) -> str | None:
    """The name of the format that files with such a name are in; None = nobody knows."""
    return _ENDINGS.get(path.suffix.lower())


def read(
    name: str, data: bytes, prefix: str, *, exact: bool = False, watch: Watch | None = None
) -> Imported:
    """What a file of this format holds. Raises Unreadable."""
    if len(data) > LARGEST:
        raise Unreadable(1, "The file is too large.", "Export fewer questions at a time.")
    imported: Imported = FORMATS[name].read(data, prefix, exact=exact, watch=watch)
    imported.notes.sort(key=lambda note: (note.file, note.line))
    return imported
