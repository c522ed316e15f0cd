"""A quiz measured: its figures, and those of every question that it asks."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from cptraining.database import read_snapshot
from cptraining.questions.content import Question
from cptraining.reports.papers import Asking
from cptraining.reports.queries import marks as queries
from cptraining.reports.queries.marks import UNIT, Answered, Counted, Reached
from cptraining.reports.tried import Tried
from cptraining.rules.statistics import findings, plots
from cptraining.rules.statistics.findings import Flag
from cptraining.rules.statistics.questions import Figures, Marks, effective_weights
from cptraining.rules.statistics.quiz import Quiz, intended_weight
from cptraining.rules.words import Words

LEAST = 5
"""Fewer people than this are not shown: one could tell whose figures they are."""


@dataclass(frozen=True)
class Line:
    """One question, one version of it, or one place that chance fills (then it has no `question`).

    `people` None = they are nobody in particular. `fifths` are the shares of the mark in each
    fifth of the people; `since` says which version.
    """

    id: str
    question: Question | None
    figures: Figures
    people: int | None
    fifths: tuple[float, ...] = ()
    versions: Sequence["Line"] = ()
    since: Words | None = None
    intended: float | None = None
    effective: float | None = None

    @property
    def is_shown(self) -> bool:
        """Whether there are enough people."""
        return self.people is None or self.people >= LEAST

    @property
    def flags(self) -> list[Flag]:
        """Why it needs a look."""
        return findings.flags(self.figures)

    @property
    def findings(self) -> list[Words]:
        """What the figures mean."""
        return findings.of_question(self.figures)


@dataclass(frozen=True)
class Measured:
    """All figures of a quiz.

    `fixed` questions are everybody's; chance fills the `places` with `drawn` ones.
    """

    quiz: Quiz
    people: int | None
    bands: Sequence[int]
    fixed: Sequence[Line]
    places: Sequence[Line] = ()
    drawn: Sequence[Line] = ()

    @property
    def questions(self) -> list[Line]:
        """Every question."""
        return [*self.fixed, *self.drawn]

    @property
    def findings(self) -> list[Words]:
        """What the figures mean, the most important first."""
        shown = [line.figures for line in self.questions if line.is_shown]
        return findings.of_quiz(self.quiz, shown)


def measured(tried: Tried, asking: Asking) -> Measured | None:
    """The figures of these attempts at a quiz; None when they are of too few people."""
    read_snapshot()
    people = queries.people(tried)
    if people < LEAST:
        return None
    lines = _lines(tried, asking, people)
    fixed = [lines.pop(id_) for id_ in asking.fixed if id_ in lines]
    places = _places(tried, asking, people) if asking.drawn else []
    return assembled(queries.totals(tried), (fixed, places, list(lines.values())), people=people)


def assembled(
    reached: Sequence[Reached],
    lines: tuple[Sequence[Line], Sequence[Line], Sequence[Line]],
    *,
    people: int | None,
    unit: int = UNIT,
) -> Measured:
    """The whole: from the totals, and from what everybody gets, the places and what fills them."""
    fixed, places, drawn = lines
    totals = Counter[int]()
    for row in reached:
        totals[row.total] += row.times
    out_of = sum(row.out_of * row.times for row in reached)
    quiz = Quiz(totals, out_of, [one.figures for one in (*fixed, *places)], unit)
    weights = iter(effective_weights(quiz.places))
    return Measured(
        quiz=quiz,
        people=people,
        bands=plots.in_bands({(row.total, row.out_of): row.times for row in reached}),
        fixed=[_weighed(one, quiz, next(weights)) for one in fixed],
        places=[_weighed(one, quiz, next(weights)) for one in places],
        drawn=[_weighed(one, quiz, None) for one in drawn],
    )


def marks(rows: Iterable[Counted | Answered], question: Question | None, **more: bool) -> Marks:
    """The marks in some rows; `more` may say that the question is drawn."""
    counts, out_of = Counter[tuple[int, int]](), 0
    for row in rows:
        counts[row.mark, row.total] += row.times
        out_of += row.worth * row.times
    chance = question.chance() if question else None
    return Marks(counts, out_of, chance=None if chance is None else float(chance), **more)


def line(
    id_: str, question: Question | None, found: Marks, people: int | None, unit: int = UNIT
) -> Line:
    """One line, from the marks."""
    figures = found.figures(unit)
    is_plotted = figures.count >= findings.ENOUGH
    fifths = plots.by_fifths(found.counts, found.out_of) if is_plotted else ()
    return Line(id_, question, figures, people, fifths)


def _lines(tried: Tried, asking: Asking, people: int) -> dict[str, Line]:
    """Every question by its id, with its versions where there are several."""
    by_version, found = queries.people_by_question(tried), {}
    for id_, group in groupby(queries.by_question(tried), key=lambda row: row.what):
        rows, is_drawn = list(group), id_ not in asking.fixed
        versions = []
        for question, ids in asking.versions(id_, [row.marked_by for row in rows]):
            own = marks((row for row in rows if row.marked_by in ids), question, is_drawn=is_drawn)
            most = max(by_version[id_, edition_id] for edition_id in ids)
            versions.append(replace(line(id_, question, own, most), since=asking.since(ids)))
        newest = versions[0].question if versions else None
        asked = max(by_version[id_, row.marked_by] for row in rows) if is_drawn else people
        whole = line(id_, newest, marks(rows, newest, is_drawn=is_drawn), asked)
        found[id_] = replace(whole, versions=versions if len(versions) > 1 else ())
    return found


def _places(tried: Tried, asking: Asking, people: int) -> list[Line]:
    groups = groupby(queries.by_drawn_place(tried, asking.fixed), key=lambda row: row.what)
    return [line(str(place), None, marks(rows, None), people) for place, rows in groups]


def _weighed(one: Line, quiz: Quiz, effective: float | None) -> Line:
    return replace(one, effective=effective, intended=intended_weight(one.figures, quiz))
