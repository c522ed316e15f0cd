"""What may be said about an answer: whatever is switched off is not in it at all."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from cptraining.questions.content import Question, Remark
from cptraining.rules.showing import Visible


@dataclass(frozen=True)
class Review:
    """Feedback to one answer, for pages that print nothing else about it.

    None = it is not said, or nobody knows; `general` is said to everybody.
    """

    remarks: tuple[Remark, ...] = ()
    comment: str = ""
    general: str = ""
    is_answered: bool | None = None
    is_right: bool | None = None
    mark: Decimal | None = None


def review(
    question: Question, answer: Any, order: Any, visible: Visible, *, mark: Decimal | None = None
) -> Review:
    """What may be seen of an answer.

    `mark` is the one that counts, where that is not the question's own: a person gave it, or
    tries and certainty changed it. Whether the answer is right does not depend on those.
    """
    own = question.mark(answer)
    judged = mark if own is None else own
    is_judged = visible.right and judged is not None
    return Review(
        remarks=_remarks(question, answer, order, visible),
        comment=question.comment(answer) if is_judged and visible.options else "",
        general=question.feedback if visible.general else "",
        is_answered=answer is not None if visible.answers else None,
        is_right=judged == 1 if is_judged else None,
        mark=(own if mark is None else mark) if visible.marks else None,
    )


def _remarks(question: Question, answer: Any, order: Any, visible: Visible) -> tuple[Remark, ...]:
    """Lines that exist only because of the answer are made only when it may be seen."""
    found = question.remarks(answer if visible.answers else None, order)
    return tuple(
        replace(
            remark,
            why=remark.why if visible.options else "",
            is_right=remark.is_right if visible.right else None,
        )
        for remark in found
        if remark.is_yours or visible.key
    )
