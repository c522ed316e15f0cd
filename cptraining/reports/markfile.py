"""A table of marks in a file: a column for each question, a row for each try.

The first line names the questions; a first column without a name, or headed attempt, names the
tries. A second line that begins with max says what the questions are worth, else each is worth 1.
An empty cell means that the question was not drawn in this try.
"""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

NAMES = {"", "attempt", "attempts", "id", "name", "person", "student", "try"}
MAXIMA = "max"
DELIMITERS = ",;\t"
MOST_DIGITS = 30

Row = Sequence[Decimal | None]
Cells = Sequence[str]


class MarkFileError(Exception):
    """Everything that is wrong with a file, with the line and the question of each."""

    def __init__(self, mistakes: Sequence[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes


@dataclass(frozen=True)
class MarkTable:
    """What a file says: `marks` has a row for each try, None where a question was not drawn."""

    questions: Sequence[str]
    worth: Sequence[Decimal]
    marks: Sequence[Row]

    @property
    def unit(self) -> int:
        """How many of the smallest unit in the file are one mark."""
        numbers = [one for row in (self.worth, *self.marks) for one in row if one is not None]
        return int(10 ** max(0, *(-_exponent(number) for number in numbers)))


def read(path: Path, *, has_worth: bool = False) -> MarkTable:
    """Read a file; `has_worth` says that line 2 is what questions are worth, however it begins.

    Raises MarkFileError.
    """
    lines = _lines(path)
    if not lines:
        raise MarkFileError([f"{path} is empty. Name the questions in the first line."])
    reading = _Reading(path, lines[0][1])
    rest = lines[1:]
    worth: Row = [Decimal(1)] * len(reading.questions)
    if rest and (has_worth or reading.is_worth(rest[0][1])):
        worth = reading.numbers(*rest.pop(0))
        reading.refuse_empty(worth)
    marks = [reading.marks(number, cells, worth) for number, cells in rest]
    if not marks:
        reading.mistakes.append(f"{path} has no tries. Add a line of marks for each.")
    reading.compare_drawn([number for number, _ in rest], marks)
    if reading.mistakes:
        raise MarkFileError(reading.mistakes)
    return MarkTable(reading.questions, [one or Decimal(0) for one in worth], marks)


def _lines(path: Path) -> list[tuple[int, Cells]]:
    """The lines that are not empty, with their numbers."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise MarkFileError([f"{path} is not UTF-8. Save it as CSV (UTF-8)."]) from error
    head = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=head.count)
    reader = csv.reader(text.splitlines(), delimiter=delimiter)
    found: list[tuple[int, Cells]] = []
    for cells in reader:
        own = [cell.strip() if delimiter == "," else _pointed(cell) for cell in cells]
        if any(own):
            found.append((reader.line_num, own))
    return found


def _pointed(cell: str) -> str:
    """A number with a decimal comma, as spreadsheets write it between semicolons."""
    whole, comma, rest = cell.strip().partition(",")
    is_number = comma and rest.isdecimal() and whole.removeprefix("-").isdecimal()
    return f"{whole}.{rest}" if is_number else cell.strip()


class _Reading:
    """A file while it is read: its columns, and what is wrong so far."""

    def __init__(self, path: Path, head: Cells) -> None:
        self.path = path
        self.mistakes: list[str] = []
        self.has_names = head[0].casefold() in NAMES
        self.questions = list(head[self.has_names :])
        if not self.questions:
            self._wrong(1, "there is no question. Name one in each column.")
        for column, name in enumerate(self.questions):
            if not name:
                place = 1 + self.has_names + column
                self._wrong(1, f"column {place} has no name. Name the question in it.")
            elif name in self.questions[:column]:
                self._wrong(1, "two columns have this name. Give each its own.", name)

    def is_worth(self, cells: Cells) -> bool:
        """Whether a line says what the questions are worth."""
        return self.has_names and cells[0].casefold() == MAXIMA

    def numbers(self, line: int, cells: Cells) -> Row:
        """The numbers of a line; None for an empty cell."""
        own = cells[self.has_names :]
        if len(own) != len(self.questions):
            told = f"{len(own)} marks for {len(self.questions)} questions."
            self._wrong(line, f"{told} Leave a cell empty where a question was not drawn.")
        return [
            self._number(line, cell, question)
            for cell, question in zip(own, self.questions, strict=False)
        ]

    def marks(self, line: int, cells: Cells, worth: Row) -> Row:
        """The marks of one try."""
        found = self.numbers(line, cells)
        for mark, most, question in zip(found, worth, self.questions, strict=False):
            if mark is not None and most is not None and mark > most:
                told = f"{mark} is more than the {most} that it is worth."
                self._wrong(line, f"{told} A line 2 that begins with max says that.", question)
        return found

    def refuse_empty(self, worth: Row) -> None:
        """What a question is worth must be there, and not below 0."""
        for most, question in zip(worth, self.questions, strict=False):
            if most is None or most < 0:
                self._wrong(2, "say what it is worth: 0 or more.", question)

    def compare_drawn(self, lines: Iterable[int], marks: Sequence[Row]) -> None:
        """Every try must have as many drawn questions as the first one."""
        counts = [sum(mark is not None for mark in row) for row in marks]
        for line, count in zip(lines, counts, strict=True):
            if count != counts[0]:
                told = f"{count} marks; the first try has {counts[0]}."
                self._wrong(line, f"{told} Every try needs as many questions.")

    def _number(self, line: int, cell: str, question: str) -> Decimal | None:
        if not cell:
            return None
        try:
            found = Decimal(cell)
        except InvalidOperation:
            found = Decimal("NaN")
        if found.is_finite() and _is_short(found):
            return found
        self._wrong(line, f"“{cell}” is no mark. Write a number such as 1 or 0.5.", question)
        return None

    def _wrong(self, line: int, what: str, question: str = "") -> None:
        place = f"{self.path}, line {line}" + (f", question {question}" if question else "")
        self.mistakes.append(f"{place}: {what}")


def _is_short(number: Decimal) -> bool:
    """Whether a number has no more digits, before or after the point, than a mark needs."""
    return number.adjusted() < MOST_DIGITS and -_exponent(number) < MOST_DIGITS


def _exponent(number: Decimal) -> int:
    """The power of ten of a number's last digit."""
    return int(number.as_tuple().exponent)
