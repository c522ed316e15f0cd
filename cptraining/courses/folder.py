"""Reading a course's files, never anything outside its folder."""

from dataclasses import dataclass, field
from pathlib import Path

from cptraining.courses import written
from cptraining.courses.mistakes import Mistake

LARGEST = 200_000
"""Bytes in one file of text: fifty times the longest step we ship."""


@dataclass
class Folder:
    """One course's folder, the files that it names, and every mistake found so far."""

    root: Path
    mistakes: list[Mistake] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    def note(self, file: str, line: int, about: str, expected: str, advice: str) -> None:
        """Remember a mistake and go on."""
        self.mistakes.append(Mistake(file, line, about, expected, advice))

    def content(self, name: str) -> bytes | None:
        """What is in a file; None when there is no such file, which is then noted."""
        self.used.add(name)
        problem = self._problem(name)
        if problem:
            self.note(name, 1, "the file", *problem)
            return None
        return (self.root / name).read_bytes()

    def text(self, name: str) -> str | None:
        """A file's text; None when it cannot be read, which is then noted."""
        content = self.content(name)
        if content is None:
            return None
        if len(content) > LARGEST:
            advice = "Make it shorter, or make two steps of it."
            self.note(name, 1, "the file", f"at most {LARGEST} bytes", advice)
            return None
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = error.object[: error.start].count(b"\n") + 1
            self.note(name, line, "the file", "UTF-8 text", "Save the file as UTF-8.")
            return None
        return text.replace("\r\n", "\n")

    def yaml(self, name: str) -> written.Written | None:
        """A YAML file's fields; None when it cannot be read, which is then noted."""
        text = self.text(name)
        return None if text is None else self.fields(name, text, 1)

    def fields(self, name: str, text: str, first: int) -> written.Written | None:
        """Fields from YAML that begins at line `first` of a file, or None with a note."""
        try:
            return written.read(text, first)
        except written.Unreadable as why:
            self.note(name, why.line, "the file", why.expected, why.advice)
            return None

    def note_unused(self) -> None:
        """Every file that no list names is a mistake: it was forgotten, or is left over."""
        files = (path for path in self.root.rglob("*") if path.is_file())
        names = (path.relative_to(self.root).as_posix() for path in files)
        for name in sorted(names):
            if name not in self.used and not name.startswith("."):
                advice = "Name it in course.yaml, module.yaml or a step, or take it away."
                self.note(name, 1, "the file", "only files that the course names", advice)

    def _problem(self, name: str) -> tuple[str, str] | None:
        path = self.root / name
        if not path.resolve().is_relative_to(self.root.resolve()):
            return "a file inside the course's folder", "Copy it into the folder."
        if not path.is_file():
            return "this file to exist", "Add it, or take its name out of the list."
        return None
