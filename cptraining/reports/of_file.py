"""The figures of a table of marks that came from somewhere else."""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from cptraining.reports.markfile import MarkTable
from cptraining.reports.measured import Line, Measured, assembled, line
from cptraining.reports.queries.marks import Reached
from cptraining.rules.statistics.questions import Marks


class Cell(NamedTuple):
    """One mark, what it is out of, and the total of the try; in units."""

    mark: int
    worth: int
    total: int


Try = Sequence[Cell | None]


def measured(table: MarkTable) -> Measured:
    """The figures. A question that not every try has is a drawn one."""
    unit, tries = table.unit, _tries(table)
    columns = dict(zip(table.questions, zip(*tries, strict=True), strict=True))
    is_drawn = [None in cells for cells in columns.values()]
    filled = [
        [cell for cell, drawn in zip(one, is_drawn, strict=True) if drawn and cell]
        for one in tries
    ]
    lines = [_line(name, cells, unit) for name, cells in columns.items() if any(cells)]
    places = enumerate(zip(*filled, strict=True), 1)
    return assembled(
        _reached(tries),
        (
            [one for one in lines if one.figures.count == len(tries)],
            [_line(str(number), cells, unit) for number, cells in places],
            [one for one in lines if one.figures.count < len(tries)],
        ),
        people=None,
        unit=unit,
    )


def _tries(table: MarkTable) -> list[Try]:
    unit = table.unit
    worth = [int(one * unit) for one in table.worth]
    found: list[Try] = []
    for row in table.marks:
        marks = [None if mark is None else int(mark * unit) for mark in row]
        total = sum(mark or 0 for mark in marks)
        cells = zip(marks, worth, strict=True)
        found.append(
            [None if mark is None else Cell(mark, out_of, total) for mark, out_of in cells]
        )
    return found


def _line(name: str, cells: Try, unit: int) -> Line:
    """A question, or a place; it was drawn where some tries do not have it."""
    there = [cell for cell in cells if cell]
    counts = Counter((cell.mark, cell.total) for cell in there)
    out_of = sum(cell.worth for cell in there)
    marks = Marks(counts, out_of, is_drawn=len(there) < len(cells))
    return line(name, None, marks, None, unit)


def _reached(tries: Sequence[Try]) -> list[Reached]:
    reached = Counter(
        (sum(cell.mark for cell in one if cell), sum(cell.worth for cell in one if cell))
        for one in tries
    )
    return [Reached(total, out_of, times) for (total, out_of), times in reached.items()]
