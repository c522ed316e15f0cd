"""Many finished tries at a quiz, written straight into the tables."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from random import Random
from typing import Any

from sqlalchemy import insert

from cptraining.database import db
from cptraining.learning.models import Attempt, AttemptAnswer, Cycle
from cptraining.rules.outline import Banked, Module, Outline, Step
from tests.school import crowd

STEP = "M.quiz"
AT_ONCE = 500
PLACES = 4

Sheet = Mapping[str, tuple[Any, Decimal]]
"""By question: the answer, and the share of the mark that it gave."""


def question(id_: str, **more: Any) -> dict[str, Any]:
    """A question with four options, the first one right."""
    options = [{"text": f"Option {n} of {id_}", "right": n == 1} for n in range(1, PLACES + 1)]
    return {
        "id": id_,
        "kind": "choice",
        "prompt": f"What about {id_}?",
        "options": options,
        **more,
    }


def course(
    questions: Sequence[dict[str, Any]], bank: Sequence[dict[str, Any]] = (), **quiz: Any
) -> Outline:
    """A course with one quiz, and a bank to draw from."""
    step = Step(STEP, "quiz", "Check yourself", 5,
                content={"pass": "50%", "questions": questions, **quiz})  # fmt: skip
    banked = tuple(Banked(one, "M") for one in bank)
    return Outline("measured", "Measured", "A quiz.", (Module("M", "M", (step,)),), bank=banked)


def sit(
    world, school, published, ids: Sequence[int], sheet: Callable[[int], Sheet], **attempt: Any
) -> None:
    """Let new people try a quiz once; each number is all their ids."""
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        crowd(world, school, published.course_id, some)
        again(world, published, some, sheet, **attempt)


def again(
    world, published, ids: Sequence[int], sheet: Callable[[int], Sheet], **attempt: Any
) -> None:
    """Let people who are there try a quiz; `attempt` may give a number, and more columns."""
    sheets = [sheet(n) for n in ids]
    marks = [sum(mark for _, mark in one.values()) for one in sheets]
    known = {"step": STEP, "number": 1, "started_at": world.now, "finished_at": world.now}
    with world.at_work():
        cycles = {"edition_id": published.edition_id}
        db.session.query(Cycle).filter(Cycle.id.in_(ids)).update(cycles)
        rows = [
            {"cycle_id": n, "layout": {"questions": list(one)}, "score": Decimal(score),
             "out_of": Decimal(len(one)), "passed": True, **known, **attempt}
            for n, one, score in zip(ids, sheets, marks, strict=True)
        ]  # fmt: skip
        new = insert(Attempt).returning(Attempt.id, sort_by_parameter_order=True)
        keys = db.session.scalars(new, rows).all()
        db.session.execute(
            insert(AttemptAnswer),
            [_answer(world, key, id_, *given)
             for key, one in zip(keys, sheets, strict=True) for id_, given in one.items()],
        )  # fmt: skip


def _answer(world, attempt_id: int, id_: str, value: Any, mark: Decimal) -> dict[str, Any]:
    known = {"number": 1, "saved_at": world.now, "checked_at": world.now, "tries": 1}
    about = {"attempt_id": attempt_id, "question": id_}
    return {**about, "value": value, "mark": mark, **known}


def guessed(ids: Sequence[str], seed: int = 1) -> Callable[[int], Sheet]:
    """People of every ability: they know the answer, or choose a wrong one."""

    def sheet(number: int) -> Sheet:
        chance = Random(f"{seed} {number}")
        ability, answers = chance.random(), {}
        for place, id_ in enumerate(ids):
            is_right = chance.random() < ability + 0.3 - 0.6 * place / len(ids)
            chosen = 0 if is_right else chance.randrange(1, PLACES)
            answers[id_] = [chosen], Decimal(is_right)
        return answers

    return sheet
