"""A question that is answered in one's own words, which a person marks."""

from decimal import Decimal
from html import escape
from typing import Annotated, Any

from pydantic import Field

from cptraining.questions.content import Criterion, Question, Remark
from cptraining.rules.prose import Prose
from cptraining.rules.words import Words


class Open(Question):
    """An answer is what was written; None = nothing.

    A trainer marks it by the `rubric`, which everybody sees before writing. `minimum` counts
    words, `lines` is the height of the box, and `model` a good answer to show afterwards.
    """

    rubric: Annotated[tuple[Criterion, ...], Field(min_length=1, max_length=10)]
    minimum: Annotated[int, Field(ge=1, le=1000)] = 1
    model: Prose = ""
    lines: Annotated[int, Field(ge=2, le=30)] = 6

    @property
    def criteria(self) -> tuple[Criterion, ...]:
        """The rubric."""
        return self.rubric

    def missing(self, answer: Any) -> list[Words]:
        """Enough words."""
        count = len((answer or "").split())
        if count >= self.minimum:
            return []
        if self.minimum == 1:
            return [Words("Write your answer.")]
        return [Words("Write at least {n} words. So far: {so_far}.", n=self.minimum, so_far=count)]

    def mark(self, answer: Any, *, parts: bool = False) -> Decimal | None:  # noqa: ARG002 -- a person decides
        """Nothing for no answer; a person marks the others."""
        return None if answer else Decimal(0)

    def remarks(self, answer: Any, order: Any) -> list[Remark]:  # noqa: ARG002 -- it has none
        """What was written, then the good answer."""
        text = escape(answer or "", quote=False).replace("\n", "<br>")
        yours = Remark(text, "", is_right=None, is_yours=True)
        model = Remark(self.model, "", is_right=True, is_yours=False)
        return ([yours] if answer else []) + ([model] if self.model else [])

    def said(self, answer: Any) -> list[str]:
        """What was written."""
        return [answer] if answer else []
