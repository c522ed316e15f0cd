"""Rows of the report as they are shown, on the page and in the file alike."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from cptraining.reports.asked import Asked, Trainer
from cptraining.reports.queries import completion as queries
from cptraining.reports.queries.completion import Row, Tallied
from cptraining.rules.outline import Module, Outline
from cptraining.rules.progress import State
from cptraining.rules.standing import Dates, Standing, Tally, standing


@dataclass(frozen=True)
class Columns:
    """The modules of a course across its editions, the newest edition's first."""

    outlines: Sequence[Outline]

    @cached_property
    def modules(self) -> list[Module]:
        """One of each id, as the newest edition that has it describes it."""
        found: dict[str, Module] = {}
        for outline in self.outlines:
            for module in outline.modules:
                found.setdefault(module.id, module)
        return list(found.values())

    @cached_property
    def to_come(self) -> Mapping[str, Tallied]:
        """The modules of somebody who has not opened the course: the newest edition's."""
        modules = self.outlines[0].modules if self.outlines else ()
        return {
            module.id: Tallied(0, module.id, State.NOT_STARTED, 0, len(module.required), 0)
            for module in modules
        }


@dataclass(frozen=True)
class Line:
    """One person's line: `row.done` of `of` steps, and by column a standing.

    None stands where the edition that they work in has no such module.
    """

    row: Row
    standing: Standing
    of: int
    cells: Sequence[Standing | None]


def lines(
    trainer: Trainer, asked: Asked, columns: Columns, *, first: int = 0, count: int | None = None
) -> Iterator[Line]:
    """The lines asked for, in order: `count` from `first` on; None = to the end."""
    for rows in queries.rows(trainer, asked, first=first, count=count):
        modules = queries.modules([row.cycle_id for row in rows])
        for row in rows:
            known = modules[row.cycle_id] if row.edition_id else columns.to_come
            yield _line(trainer, row, known, columns)


def _line(trainer: Trainer, row: Row, known: Mapping[str, Tallied], columns: Columns) -> Line:
    of = row.of if row.edition_id else sum(module.of for module in known.values())
    dates = Dates(trainer.days[row.agency_id], row.due_on, row.completed_on)
    return Line(
        row=row,
        standing=standing(Tally(row.state, tries=row.failed_tries), dates),
        of=of,
        cells=[_cell(known.get(module.id)) for module in columns.modules],
    )


def _cell(module: Tallied | None) -> Standing | None:
    if module is None:
        return None
    return standing(Tally(module.state, module.done, module.of, module.tries))
