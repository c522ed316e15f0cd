"""A package of QTI: a ZIP with a manifest, read with care and written."""

import posixpath
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from urllib.parse import unquote

from cptraining.exchange import xml
from cptraining.exchange.notes import Unreadable
from cptraining.exchange.qti.markup import safe
from cptraining.exchange.tree import Element

MOST_BYTES = 100_000_000
MOST_FILES = 20_000
_MANIFEST = "imsmanifest.xml"
_SPLIT = "Export fewer questions at a time."
_CP = "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1"
_LOM = "http://ltsc.ieee.org/xsd/LOM"


@dataclass(frozen=True)
class Entry:
    """A file with one item: its name in the package, and the tags that the manifest gives it."""

    name: str
    tags: list[str] = field(default_factory=list)


def opened(data: bytes) -> dict[str, bytes]:
    """The files of a ZIP by their names. Raises Unreadable for one that is broken or too large."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return dict(_files(archive))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        raise Unreadable(
            1, f"The package cannot be opened: {error}.", "Export it again."
        ) from error


def _files(archive: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > MOST_FILES or sum(info.file_size for info in infos) > MOST_BYTES:
        raise Unreadable(1, "The package is too large.", _SPLIT)
    left = MOST_BYTES
    for info in infos:
        with archive.open(info) as file:  # what a ZIP says of its sizes need not be true
            content = file.read(left + 1)
        left -= len(content)
        if left < 0:
            raise Unreadable(1, "The package is too large.", _SPLIT)
        yield posixpath.normpath(info.filename.replace("\\", "/")).lstrip("/"), content


def entries(files: dict[str, bytes]) -> tuple[list[Entry], list[str]]:
    """The items in the manifest's order, and the names of what else it lists; all if it is none.

    Raises Unreadable.
    """
    if _MANIFEST not in files:
        found = sorted(name for name in files if name.lower().endswith(".xml"))
        return [Entry(name) for name in found], []
    items, others = [], []
    for resource in xml.read(files[_MANIFEST]).find("resource"):
        name = beside(_MANIFEST, resource.attributes.get("href", ""))
        kind = resource.attributes.get("type", "")
        if kind.startswith("imsqti_item"):
            items.append(Entry(name, _keywords(resource)))
        elif kind.startswith("imsqti_"):
            others.append(name or kind)
    return items, others


def beside(file: str, href: str) -> str:
    """The name in the package of what a file refers to."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(file), unquote(href)))


def _keywords(resource: Element) -> list[str]:
    words = (
        word.text.strip() for keyword in resource.find("keyword") for word in keyword.elements
    )
    return [word for word in words if word]


@dataclass(frozen=True)
class Item:
    """An item to write: its XML, its tags, and the files that it shows."""

    xml: str
    tags: Sequence[str]
    files: dict[str, bytes]


def packed(items: Sequence[Item]) -> bytes:
    """A package with items. The same items make the same bytes."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        resources = []
        for number, item in enumerate(items, 1):
            name = f"items/item-{number:04}.xml"
            resources.append(_resource(name, number, item))
            _add(archive, name, item.xml.encode())
            for file, content in item.files.items():
                _add(archive, f"items/{file}", content)
        _add(archive, _MANIFEST, _manifest(resources).encode())
    return out.getvalue()


def _add(archive: zipfile.ZipFile, name: str, content: bytes) -> None:
    info = zipfile.ZipInfo(name)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o644 << 16
    archive.writestr(info, content)


def _resource(name: str, number: int, item: Item) -> str:
    tags = "".join(
        f'<lom:keyword><lom:string language="en">{safe(tag)}</lom:string></lom:keyword>'
        for tag in item.tags
    )
    general = f"<metadata><lom:lom><lom:general>{tags}</lom:general></lom:lom></metadata>\n"
    files = "".join(f'<file href="{safe(one)}"/>' for one in (name, *_inside(item)))
    return (
        f'<resource identifier="item-{number:04}" type="imsqti_item_xmlv3p0" href="{name}">\n'
        f"{general if tags else ''}{files}\n</resource>"
    )


def _inside(item: Item) -> list[str]:
    return [f"items/{file}" for file in item.files]


def _manifest(resources: Sequence[str]) -> str:
    inside = "\n".join(resources)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<manifest xmlns="{_CP}" xmlns:lom="{_LOM}" identifier="questions">\n'
        "<metadata><schema>QTI Package</schema><schemaversion>3.0.0</schemaversion></metadata>\n"
        f"<organizations/>\n<resources>\n{inside}\n</resources>\n</manifest>\n"
    )
