"""Tables as files that any spreadsheet opens, with names exact and formulas disarmed.

UTF-8 with a byte order mark (without it Excel misreads names), RFC 4180 quoting and line ends,
days as 2026-03-02, numbers as numbers. A text that a spreadsheet would run as a formula, one
that begins with = + - @, a tab or a return, gets an apostrophe in front; `armed` takes it away.
"""

import csv
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from flask import Response, stream_with_context

BYTE_ORDER_MARK = "\ufeff"
FORMULAS = ("=", "+", "-", "@", "\t", "\r")

Cell = str | int | float | date | None


class _Line:
    """What the writer of the standard library writes to: it hands back each line."""

    def write(self, text: str) -> str:
        return text


def disarmed(text: str) -> str:
    """A text that no spreadsheet runs. Apostrophes that are there already are counted in."""
    return f"'{text}" if _is_armed(text) else text


def armed(text: str) -> str:
    """The text from which `disarmed` made this."""
    return text[1:] if text.startswith("'") and _is_armed(text) else text


def lines(rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """The file, row by row: nothing is held but the row that is being written."""
    writer = csv.writer(_Line())
    yield BYTE_ORDER_MARK
    for row in rows:
        yield writer.writerow([_written(cell) for cell in row])


def download(rows: Iterable[Sequence[Cell]], name: str) -> Response:
    """An answer that saves the rows as a file of this name, sent while they are read."""
    response = Response(stream_with_context(lines(rows)), mimetype="text/csv")
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response


def _is_armed(text: str) -> bool:
    return text.lstrip("'").startswith(FORMULAS)


def _written(cell: Cell) -> str | float:
    if cell is None:
        return ""
    if isinstance(cell, date):
        return cell.isoformat()
    return disarmed(cell) if isinstance(cell, str) else cell
