"""A question that is answered by typing a word or a line."""

from decimal import Decimal
from html import escape
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from cptraining.questions import accepted as answers
from cptraining.questions.accepted import Accepted
from cptraining.questions.content import Commented, Remark
from cptraining.rules import patterns
from cptraining.rules.authoring import Text, mistake
from cptraining.rules.patterns import Spelling
from cptraining.rules.prose import Line, plain
from cptraining.rules.words import Words


class Typed(Commented):
    """An answer is what was typed, in one line; None = nothing.

    The first of `accepted` that fits gives its share of the mark. `case` and `accents` say that
    these count. No answer may hold one of the `forbidden` words, or have fewer characters than
    `minimum`. `model` is shown as a right answer.
    """

    accepted: Annotated[tuple[Accepted, ...], Field(min_length=1, max_length=50)]
    case: bool = False
    accents: bool = False
    forbidden: Annotated[tuple[Text, ...], Field(max_length=50)] = ()
    minimum: Annotated[int, Field(ge=0, le=answers.LONGEST)] = 0
    model: Line = ""

    @model_validator(mode="after")
    def _can_be_right(self) -> Self:
        if all(one.share < 1 for one in self.accepted):
            raise mistake("an answer with `share: 1`, as it is without a share", "accepted")
        return self

    def missing(self, answer: Any) -> list[Words]:
        """Some text, and enough of it."""
        if not answer:
            return [Words("Write your answer.")]
        short = len(answer) < self.minimum
        return [Words("Write at least {n} characters.", n=self.minimum)] if short else []

    def mark(self, answer: Any, *, parts: bool = False) -> Decimal:  # noqa: ARG002 -- it has none
        """The share of the first that fits, unless a forbidden word stands there."""
        fit = self._fit(answer)
        return max(fit.share, Decimal(0)) if fit else Decimal(0)

    def remarks(self, answer: Any, order: Any) -> list[Remark]:  # noqa: ARG002 -- it has none
        """What was typed, then a right answer that differs from it."""
        typed, fit = answer or "", self._fit(answer)
        yours = Remark(
            escape(typed, quote=False),
            fit.why if fit else "",
            is_right=fit is not None and fit.share == 1,
            is_yours=True,
        )
        key = Remark(self._key, "", is_right=True, is_yours=False)
        is_same = not self._key or patterns.same(plain(self._key), typed)
        return ([yours] if typed else []) + ([] if is_same else [key])

    def said(self, answer: Any) -> list[str]:
        """What was typed."""
        return [answer] if answer else []

    def chance(self) -> Decimal:
        """What typing anything gives."""
        return Decimal(0) if self.forbidden or self.minimum else answers.chance(self.accepted)

    @property
    def _key(self) -> str:
        return self.model or escape(answers.example(self.accepted), quote=False)

    def _fit(self, answer: Any) -> Accepted | None:
        """The first that fits; None also when the answer holds what it must not."""
        typed, spelling = answer or "", Spelling(self.case, self.accents)
        is_short = len(typed) < self.minimum
        if is_short or any(patterns.holds(word, typed) for word in self.forbidden):
            return None
        return answers.first(self.accepted, typed, spelling)
