"""One question in full: its figures, and who answered what, version by version."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from cptraining.database import read_snapshot
from cptraining.questions.content import Question, Remark
from cptraining.reports.measured import Line, line, marks
from cptraining.reports.papers import Asking
from cptraining.reports.queries import marks as queries
from cptraining.reports.queries.marks import Answered
from cptraining.reports.tried import Tried
from cptraining.rules.prose import plain
from cptraining.rules.statistics import findings, options
from cptraining.rules.statistics.options import Given, Table, Thing
from cptraining.rules.words import Words


@dataclass(frozen=True)
class Version:
    """A question as some editions have it; `options` None = what was written is not told."""

    question: Question
    line: Line
    options: Table | None

    @property
    def findings(self) -> list[Words]:
        """What the figures mean."""
        return findings.of_question(self.line.figures, self.options)


def versions(tried: Tried, asking: Asking, id_: str) -> list[Version]:
    """The versions of a question that people were asked, the newest first."""
    read_snapshot()
    rows = list(queries.answers(tried, id_))
    people = queries.people_by_question(tried, id_)
    found = []
    for question, ids in asking.versions(id_, [row.marked_by for row in rows]):
        own = [row for row in rows if row.marked_by in ids]
        counted = marks(own, question, is_drawn=id_ not in asking.fixed)
        asked = line(id_, question, counted, max(people[id_, edition_id] for edition_id in ids))
        table = None if question.criteria else options.table(*_told(asking, question, own))
        found.append(Version(question, replace(asked, since=asking.since(ids)), table))
    return found


def _told(
    asking: Asking, question: Question, rows: Iterable[Answered]
) -> tuple[Sequence[Thing], Iterator[Given]]:
    """What a question offers, and what was answered."""
    order = question.order(lambda things: things)
    offered = [_thing(one) for one in question.remarks(None, order)] if question.parts else []
    return offered, (
        Given(
            [
                _thing(one)
                for one in question.remarks(_value(asking, question, row), order)
                if one.is_yours
            ],
            row.mark == row.worth,
            row.total,
            row.out_of,
            row.times,
        )
        for row in rows
    )


def _value(asking: Asking, question: Question, row: Answered) -> object:
    """An answer as one to this version, whichever the person saw."""
    value, seen = json.loads(row.value), asking.question(question.id, row.seen)
    if seen is None or seen == question or not question.can_replace(seen):
        return value
    return question.carried(value, seen)


def _thing(remark: Remark) -> Thing:
    return Thing(plain(remark.text), remark.is_right)
