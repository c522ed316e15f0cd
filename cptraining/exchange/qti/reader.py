"""QTI 3 into questions of ours: a package, or one item."""

from collections.abc import Iterator, Mapping

from cptraining.exchange import xml
from cptraining.exchange.notes import Found, Imported, Unreadable
from cptraining.exchange.qti import package
from cptraining.exchange.qti.items import Item
from cptraining.exchange.qti.package import Entry
from cptraining.exchange.reading import MOST_QUESTIONS, Reading, Watch
from cptraining.exchange.tree import Element

_ADVICE = "It is kept as it was, without being used."


def read(
    data: bytes, prefix: str = "q", *, exact: bool = False, watch: Watch | None = None
) -> Imported:
    """Every item, and a note of everything that is none. Raises Unreadable."""
    reading = Reading(prefix, exact=exact, watch=watch)
    if not data.startswith(b"PK"):
        _single(reading, data)
        return reading.imported
    files = package.opened(data)
    entries, others = package.entries(files)
    if len(entries) > MOST_QUESTIONS:
        raise Unreadable(1, "There are too many questions.", "Export fewer at a time.")
    reading.total = len(entries)
    for entry in entries:
        _from_package(reading, files, entry)
    reading.file = ""
    for name in others:
        reading.note(1, f"{name} in the package holds no question.", "Only items are taken over.")
    return reading.imported


def _single(reading: Reading, data: bytes) -> None:
    root = xml.read(data)
    if root.tag.startswith(("assessment", "questestinterop")):
        what = f"This is an older QTI: it begins with <{root.tag}>."
        raise Unreadable(root.line, what, "Export it as QTI 3.")
    if root.tag != "qti-assessment-item":
        what = f"The file begins with <{root.tag}>, not with <qti-assessment-item>."
        raise Unreadable(root.line, what, "Export the question as QTI 3.")
    _take_over(reading, root, data, [])


def _from_package(reading: Reading, files: dict[str, bytes], entry: Entry) -> None:
    reading.file = entry.name
    data = files.get(entry.name)
    if data is None:
        reading.note(1, "The manifest names this file, but it is not there.", "Export it again.")
        return
    reading.pictures.at_hand = _Beside(entry.name, files)
    try:
        root = xml.read(data)
    except Unreadable as why:
        kept = Found(why.note.line, {}, data.decode("utf-8", "replace"))
        reading.keep(kept, why.note.what, why.note.advice)
        return
    _take_over(reading, root, data, entry.tags)


def _take_over(reading: Reading, root: Element, data: bytes, tags: list[str]) -> None:
    found = Found(root.line, {}, data.decode("utf-8", "replace"))
    if root.tag == "manifest":
        return
    if root.tag != "qti-assessment-item":
        reading.keep(found, f"<{root.tag}> is no question of QTI 3.", _ADVICE)
        return
    item = Item(reading, root, tags)
    reading.attempt(found, item.question, root.attributes.get("identifier", ""))


class _Beside(Mapping[str, bytes]):
    """The files of a package by the names that the item in one of them gives them."""

    def __init__(self, item: str, files: Mapping[str, bytes]) -> None:
        self.item, self.files = item, files

    def __getitem__(self, href: str) -> bytes:
        return self.files[package.beside(self.item, href)]

    def __iter__(self) -> Iterator[str]:
        return iter(self.files)

    def __len__(self) -> int:
        return len(self.files)
