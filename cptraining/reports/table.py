"""The report as a file: the lines of the page, all of them."""

from collections.abc import Iterable, Iterator, Sequence

from flask_babel import gettext as _

from cptraining.reports.lines import Columns, Line
from cptraining.rules.standing import LABELS, Standing
from cptraining.web.csv import Cell
from cptraining.web.filters import words


def table(lines: Iterable[Line], columns: Columns) -> Iterator[Sequence[Cell]]:
    """Heads, then a row for each line; modules by their ids, which stay over editions."""
    yield [*_heads(), *(module.id for module in columns.modules)]
    for line in lines:
        yield [*_cells(line), *(_label(cell) for cell in line.cells)]


def _heads() -> list[str]:
    return [
        *(_("Name"), _("E-mail"), _("Agency"), _("Team"), _("Course")),
        *(_("State"), _("Late or overdue"), _("Done"), _("Of")),
        *(_("Due"), _("Completed on"), _("Tries"), _("Certificate")),
    ]


def _cells(line: Line) -> list[Cell]:
    row, late = line.row, line.standing.lateness
    return [
        *(row.name, row.email, row.agency, row.team, row.course),
        *(_label(line.standing), late and words(LABELS[late]), row.done, line.of),
        *(row.due_on, row.completed_on, row.tries, row.certificate),
    ]


def _label(standing: Standing | None) -> str | None:
    return words(standing.label) if standing else None
