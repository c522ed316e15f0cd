"""Imported questions as files of a course's bank."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from cptraining.exchange.notes import Authored, Imported, Kept

MOST_QUESTIONS, MOST_BYTES = 400, 150_000
"""In one file: somewhat less than a course can have."""

_WIDTH = 99
_LONGEST_KEPT = 2000
_EXACT_DIGITS = 15


class _Dumper(yaml.SafeDumper):
    """Writes YAML as our authors do: no names for parts, long texts as blocks."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 -- as PyYAML has it
        super().increase_indent(flow, indentless=False)


def _number(dumper: yaml.SafeDumper, value: Decimal) -> yaml.Node:
    text = f"{value:f}"
    if len(value.as_tuple().digits) > _EXACT_DIGITS:  # more than a number in YAML keeps
        return dumper.represent_str(text)
    kind = "float" if "." in text else "int"
    return dumper.represent_scalar(f"tag:yaml.org,2002:{kind}", text)


def _text(dumper: yaml.SafeDumper, value: str) -> yaml.Node:
    style = "|" if "\n" in value else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style)


_Dumper.add_representer(Decimal, _number)
_Dumper.add_representer(str, _text)


@dataclass(frozen=True)
class Bank:
    """Where a bank's file goes, what it is about, and the tags that each of its questions gets."""

    path: Path
    module: str | None = None
    tags: Sequence[str] = ()

    @property
    def name(self) -> str:
        """The file's name without its ending."""
        return self.path.stem

    def files(self, imported: Imported, source: str) -> dict[Path, bytes]:
        """All files to write: questions, in as many files as they need, and pictures."""
        names = _free(self.path, imported.pictures)
        questions = [_with_picture(one, names) for one in imported.questions]
        found = {self.path.parent / names[name]: one for name, one in imported.pictures.items()}
        for number, part in enumerate(_parts(questions), 1):
            ending = "" if number == 1 else f"-{number}"
            kept = imported.kept if number == 1 else []
            path = self.path.with_name(f"{self.name}{ending}.yaml")
            found[path] = self._written(part, source, kept).encode()
        return found

    def _written(self, questions: Sequence[Authored], source: str, kept: Sequence[Kept]) -> str:
        head: dict[str, Any] = {"module": self.module} if self.module else {}
        head |= {"tags": list(self.tags)} if self.tags else {}
        fields = dumped({**head, "questions": list(questions)})
        return f"# Imported from {_bare(source)}\n{fields}{''.join(_comments(kept))}"


def dumped(value: Any) -> str:
    """YAML with the fields in their order."""
    return yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH)


def _parts(questions: Sequence[Authored]) -> Iterator[list[Authored]]:
    """The questions in portions that a file can hold."""
    part: list[Authored] = []
    size = 0
    for question in questions:
        more = len(dumped(question).encode())
        if part and (len(part) == MOST_QUESTIONS or size + more > MOST_BYTES):
            yield part
            part, size = [], 0
        part.append(question)
        size += more
    if part:
        yield part


def _comments(kept: Sequence[Kept]) -> Iterator[str]:
    """What could not be used, as it was written, so that it stays with its bank."""
    for one in kept:
        where = f"{one.file}, line {one.line}" if one.file else f"line {one.line}"
        yield f"\n# Not usable here, from {_bare(where)}:\n"
        cut = one.source[:_LONGEST_KEPT]
        yield "".join(f"#   {_bare(line)}\n" for line in cut.split("\n"))
        if len(one.source) > _LONGEST_KEPT:
            yield "#   … the rest is in the file that was imported.\n"


def _bare(text: str) -> str:
    """Text that cannot leave its comment."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def _free(path: Path, pictures: dict[str, bytes]) -> dict[str, str]:
    """A name for each picture that no other file beside the bank has."""
    found: dict[str, str] = {}
    for name, content in pictures.items():
        stem, _, ending = name.rpartition(".")
        free, number = name, 1
        while free in found.values() or _is_other(path.with_name(free), content):
            number += 1
            free = f"{stem[:50]}-{number}.{ending}"
        found[name] = free
    return found


def _is_other(path: Path, content: bytes) -> bool:
    return path.exists() and path.read_bytes() != content


def _with_picture(question: Authored, names: dict[str, str]) -> Authored:
    image = question.get("image")
    return question | ({"image": {**image, "file": names[image["file"]]}} if image else {})
