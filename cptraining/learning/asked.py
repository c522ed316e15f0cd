"""One question of a try, for its page and for the list of all of them."""

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from flask import url_for

from cptraining import questions
from cptraining.learning.queries.values import Given, Marked
from cptraining.questions.content import Question
from cptraining.questions.review import Review, review
from cptraining.rules import scoring
from cptraining.rules.outline import Step
from cptraining.rules.words import Words

if TYPE_CHECKING:
    from cptraining.learning.asking import TryPage

INTERACTIVE = "interactive"


@dataclass(frozen=True)
class Asked:
    """One question of a try; `position` counts from 1 in the attempt's order."""

    page: "TryPage"
    position: int

    @property
    def id(self) -> str:
        """The question's id."""
        return self.page.ids[self.position - 1]

    @property
    def question(self) -> Question:
        """The question as its author wrote it."""
        return self.page.paper.question(self.id)

    @property
    def kind(self) -> questions.Kind:
        """The kind of the question."""
        return questions.kinds()[self.question.kind]

    @property
    def url(self) -> str:
        """The question's page."""
        return url_for(
            "learning.question", attempt_id=self.page.attempt.id, position=self.position
        )

    @property
    def order(self) -> Any:
        """The order in which this attempt shows the question's parts."""
        return self.page.attempt.layout["orders"][self.id]

    @property
    def answer(self) -> Given | None:
        """The answer to this question; None = nothing yet."""
        return self.page.given.get(self.id)

    @property
    def asks_certainty(self) -> bool:
        """Whether the person also says how sure they are."""
        return bool(self.page.content.certainty) and not self.page.attempt.is_practice

    def missing(self, form: Any) -> list[Words]:
        """What a filled-in form still needs before it can be checked."""
        missing = self.question.missing(form.answer)
        if self.asks_certainty and form.certainty.data is None:
            missing.append(Words("Say how sure you are."))
        return missing

    @property
    def told(self) -> bool | None:
        """Whether the answer was right, as far as that may be said now."""
        return self.review.is_right if self.is_checked else None

    @property
    def is_waiting(self) -> bool:
        """Whether a trainer has still to mark the answer."""
        return self.answer is not None and self.is_checked and self.answer.mark is None

    @property
    def is_answered(self) -> bool:
        """Whether something complete is saved."""
        value = self.answer.value if self.answer else None
        return value is not None and not self.question.missing(value)

    @property
    def is_checked(self) -> bool:
        """Whether the answer to this question is locked."""
        return self.answer is not None and self.answer.checked_at is not None

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to do: checked, or answered where nothing is checked."""
        return self.is_checked if self.page.is_told_at_once else self.is_answered

    @property
    def hint(self) -> str:
        """What helps after the last wrong try; "" before the first and once it is locked."""
        wrong = len(self.answer.history or ()) if self.answer else 0
        return self.question.hints[wrong - 1] if wrong and not self.is_checked else ""

    @property
    def tries_left(self) -> int | None:
        """The tries that are left at this question; None where there is only one."""
        if self.page.way != INTERACTIVE:
            return None
        wrong = len(self.answer.history or ()) if self.answer else 0
        return len(self.question.hints) + 1 - wrong

    @property
    def next_position(self) -> int | None:
        """The next question to answer: after this one, else the first left; None = none left."""
        later = [place for place in self.page.left if place > self.position]
        return next(iter(later + self.page.left), None)

    @property
    def review(self) -> Review:
        """What may be said about the answer now."""
        value, mark = (self.answer.value, self.answer.mark) if self.answer else (None, None)
        return review(self.question, value, self.order, self.page.visible, mark=mark)

    @property
    def points(self) -> Decimal:
        """What the answer gives in a try that asks how sure people are."""
        if self.answer is None or self.answer.mark is None:
            return Decimal(0)
        return scoring.points(self.answer.mark, self.answer.certainty or 1) * self.answer.worth

    @property
    def marking(self) -> Marked | None:
        """How a trainer marked the answer; None where nobody did."""
        return self.page.markings.get(self.id) if self.question.criteria else None

    @property
    def again(self) -> Step | None:
        """Where in the course it can be read again; None when nobody says."""
        step = self.page.paper.pool[self.id].again
        return self.page.outline.steps.get(step or "")
