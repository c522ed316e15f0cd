"""Reading the marks of a quiz, counted by the database: nobody is named.

Marks are whole numbers of a small unit, `UNIT` to one mark: what a mark and a worth are stored
as, multiplied.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from sqlalchemy import (
    CTE,
    BigInteger,
    Select,
    TableValuedAlias,
    Text,
    cast,
    exists,
    func,
    select,
)
from sqlalchemy import type_coerce as as_stored

from cptraining.database import Mark, db
from cptraining.learning.models import Assignment, Attempt, AttemptAnswer, Cycle
from cptraining.people.models import Membership, Role
from cptraining.reports.queries.questions import attempts
from cptraining.reports.tried import Tried, Which

UNIT = Mark.SCALE**2
AT_ONCE = 1000
"""Rows read in one go, so that many different totals never lie in memory."""

WORTH = as_stored(AttemptAnswer.worth, BigInteger) * Mark.SCALE
MARK = as_stored(AttemptAnswer.mark, BigInteger) * as_stored(AttemptAnswer.worth, BigInteger)

ORDERS: dict[Which, list[Any]] = {
    Which.FIRST: [Attempt.number],
    Which.LAST: [Attempt.number.desc()],
    Which.BEST: [Attempt.score.desc().nulls_last(), Attempt.number],
}


class Reached(NamedTuple):
    """So many `times` a total was reached, out of what there was to reach."""

    total: int
    out_of: int
    times: int


class Counted(NamedTuple):
    """So many `times` a mark came with a total, out of what the question was `worth`.

    `what` is the question's id, or the number of a drawn place; `marked_by` the edition whose
    key gave the marks.
    """

    what: Any
    marked_by: int
    mark: int
    worth: int
    total: int
    times: int


class Answered(NamedTuple):
    """So many `times` an answer to one question came with a mark and a total.

    `value` is JSON, as in the edition `seen`; `marked_by` the one whose key gave the marks.
    """

    value: str
    seen: int
    marked_by: int
    mark: int
    worth: int
    total: int
    out_of: int
    times: int


def people(tried: Tried) -> int:
    """How many people these attempts are of."""
    chosen = _chosen(tried)
    found = db.session.scalar(select(func.count(chosen.c.person_id.distinct())))
    return found or 0


def people_by_question(tried: Tried, question: str | None = None) -> dict[tuple[str, int], int]:
    """How many people were asked each question, or one, by its id and the edition that marked it.

    They are fewer than the sum where somebody is counted in two editions.
    """
    chosen = _chosen(tried)
    keys = (AttemptAnswer.question, chosen.c.marked_by)
    statement = (
        select(*keys, func.count(chosen.c.person_id.distinct()))
        .join(chosen, chosen.c.id == AttemptAnswer.attempt_id)
        .group_by(*keys)
    )
    if question is not None:
        statement = statement.where(AttemptAnswer.question == question)
    return {(id_, marked_by): count for id_, marked_by, count in db.session.execute(statement)}


def totals(tried: Tried) -> list[Reached]:
    """What the attempts came to."""
    found = _totals(_chosen(tried))
    keys = (found.c.total, found.c.out_of)
    rows = db.session.execute(select(*keys, func.count()).group_by(*keys))
    return [Reached(*row) for row in rows]


def by_question(tried: Tried) -> Iterator[Counted]:
    """The marks of every question, ordered by its id."""
    return _counted(AttemptAnswer.question, _totals(_chosen(tried)))


def by_drawn_place(tried: Tried, fixed: Sequence[str]) -> Iterator[Counted]:
    """The marks in each place that chance fills, from 1: in all but these questions.

    The first question that was drawn in an attempt is in the first place, and so on.
    """
    whole = _totals(_chosen(tried))
    asked = _asked()
    order = func.row_number().over(partition_by=whole.c.id, order_by=asked.c.key)
    drawn = (
        select(whole.c.id, asked.c.value, order.label("place"))
        .select_from(whole)
        .join(Attempt, Attempt.id == whole.c.id)
        .join(asked, asked.c.value.not_in(fixed))
        .cte("drawn")
    )
    is_there = (drawn.c.id == whole.c.id) & (drawn.c.value == AttemptAnswer.question)
    return _counted(drawn.c.place, whole, (drawn, is_there))


def answers(tried: Tried, question: str) -> Iterator[Answered]:
    """How one question was answered."""
    whole = _totals(_chosen(tried))
    keys = [
        *(cast(AttemptAnswer.value, Text), whole.c.seen, whole.c.marked_by, MARK, WORTH),
        *(whole.c.total, whole.c.out_of),
    ]
    return _streamed(
        Answered,
        select(*keys, func.count())
        .join(whole, whole.c.id == AttemptAnswer.attempt_id)
        .where(AttemptAnswer.question == question)
        .group_by(*keys),
    )


def _chosen(tried: Tried) -> CTE:
    """The attempts that are looked at. One that waits for a trainer counts, but is not shown."""
    columns = [
        *(Attempt.id, Assignment.person_id, Attempt.passed, Cycle.edition_id.label("seen")),
        func.coalesce(Attempt.graded_by, Cycle.edition_id).label("marked_by"),
    ]
    if tried.which in ORDERS:
        order = ORDERS[tried.which]
        rank = func.row_number().over(partition_by=Attempt.cycle_id, order_by=order)
        columns.append(rank.label("rank"))
    found = _of(tried).with_only_columns(*columns).subquery()
    wanted = [found.c.rank == 1] if tried.which in ORDERS else []
    return select(found).where(found.c.passed.is_not(None), *wanted).cte("chosen")


def _of(tried: Tried) -> Select[Any]:
    """All attempts of these people at the quiz."""
    wanted = attempts(tried.reader).where(
        Assignment.course_id == tried.course_id,
        Attempt.step == tried.step,
        Cycle.edition_id.in_(tried.edition_ids),
    )
    if tried.agency_id:
        wanted = wanted.where(Assignment.agency_id == tried.agency_id)
    if tried.team_id:
        wanted = wanted.where(
            exists().where(
                Membership.person_id == Assignment.person_id,
                Membership.agency_id == Assignment.agency_id,
                Membership.team_id == tried.team_id,
                Membership.role == Role.LEARNER,
                Membership.left_at.is_(None),
            )
        )
    return wanted


def _totals(chosen: CTE) -> CTE:
    """What each of the attempts came to, and what there was to reach."""
    sums = [
        cast(func.sum(MARK), BigInteger).label("total"),
        cast(func.sum(WORTH), BigInteger).label("out_of"),
    ]
    same = (chosen.c.id, chosen.c.seen, chosen.c.marked_by)
    return (
        select(*same, *sums)
        .join(AttemptAnswer, AttemptAnswer.attempt_id == chosen.c.id)
        .group_by(*same)
        .cte("totals")
    )


def _counted(what: Any, whole: CTE, *joined: tuple[CTE, Any]) -> Iterator[Counted]:
    """The marks of something, ordered by it."""
    keys = (what, whole.c.marked_by, MARK, WORTH, whole.c.total)
    statement = select(*keys, func.count()).join(whole, whole.c.id == AttemptAnswer.attempt_id)
    for table, is_same in joined:
        statement = statement.join(table, is_same)
    return _streamed(Counted, statement.group_by(*keys).order_by(what))


def _asked() -> TableValuedAlias:
    """The questions of an attempt with their places, from its layout."""
    if db.engine.dialect.name == "sqlite":
        return func.json_each(Attempt.layout, "$.questions").table_valued("key", "value")
    ids = func.json_array_elements_text(Attempt.layout["questions"])
    return ids.table_valued("value", with_ordinality="key").render_derived()


def _streamed(kind: Any, statement: Select[Any]) -> Iterator[Any]:
    found = db.session.execute(statement, execution_options={"yield_per": AT_ONCE})
    return (kind(*row) for row in found)
