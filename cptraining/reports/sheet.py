"""The figures of a quiz as a file: a row for each question, place and version."""

from collections.abc import Iterator, Sequence

from flask_babel import gettext as _

from cptraining.reports.measured import Line, Measured
from cptraining.rules.prose import plain
from cptraining.rules.statistics.findings import LABELS
from cptraining.web.csv import Cell
from cptraining.web.filters import words


def sheet(found: Measured) -> Iterator[Sequence[Cell]]:
    """Heads, then the rows; figures of too few people are left empty."""
    yield [
        *(_("What"), _("Id"), _("Question"), _("Tries"), _("Worth"), _("Right on average")),
        *(_("Standard deviation"), _("Random guess"), _("Intended weight")),
        *(_("Effective weight"), _("Discrimination index"), _("Discriminative efficiency")),
        _("Look at it"),
    ]
    for line in found.fixed:
        yield from _rows(_("Question"), line)
    for line in found.places:
        yield from _rows(_("Place filled by chance"), line)
    for line in found.drawn:
        yield from _rows(_("Drawn question"), line)


def _rows(what: str, line: Line) -> Iterator[Sequence[Cell]]:
    yield [what, line.id, _text(line), line.figures.count, *_figures(line)]
    for version in line.versions:
        yield from _rows(_("Version of a question"), version)


def _text(line: Line) -> str:
    return plain(line.question.prompt) if line.question else ""


def _figures(line: Line) -> list[Cell]:
    if not line.is_shown:
        return [None] * 9
    one = line.figures
    return [
        *(one.worth, one.facility, one.deviation, one.chance, line.intended, line.effective),
        *(one.discrimination, one.efficiency),
        ", ".join(words(LABELS[flag]) for flag in line.flags),
    ]
