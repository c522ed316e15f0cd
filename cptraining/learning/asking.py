"""What a question's page and a try's page show: gathered once, in few statements."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from flask import url_for

from cptraining import questions
from cptraining.learning.adjusting import allowance
from cptraining.learning.place import Place
from cptraining.learning.queries import own
from cptraining.learning.queries.values import Given, Marked, Tried
from cptraining.learning.screens import Paper, quiz, screen
from cptraining.people.reader import Reader
from cptraining.questions.content import Question
from cptraining.questions.review import Review, review
from cptraining.rules import scoring, showing, timing
from cptraining.rules.outline import Step
from cptraining.rules.refusal import NotFound
from cptraining.rules.showing import EVERYTHING, Visible
from cptraining.rules.timing import Allowance
from cptraining.rules.words import Words
from cptraining.web.clock import now

IMMEDIATE, INTERACTIVE = "immediate", "interactive"


class Heading(NamedTuple):
    """A section of a try: its title, and the positions of its questions, from 1."""

    title: str
    first: int
    last: int


@dataclass(frozen=True)
class TryPage(Place):
    """One try at a quiz, with everything answered in it."""

    attempt: Tried
    given: Mapping[str, Given]
    paper: Paper

    @property
    def ids(self) -> list[str]:
        """The attempt's questions in its order."""
        ids: list[str] = self.attempt.layout["questions"]
        return ids

    @property
    def way(self) -> str:
        """When feedback comes; whoever practises is told at once."""
        return IMMEDIATE if self.attempt.is_practice else self.content.way

    @property
    def is_told_at_once(self) -> bool:
        """Whether each answer is checked by itself, rather than all at the end."""
        return self.attempt.is_practice or self.content.is_told_at_once

    @property
    def is_done(self) -> bool:
        """Whether the try has ended."""
        return self.attempt.finished_at is not None

    @property
    def is_waiting(self) -> bool:
        """Whether a trainer has still to mark something of it."""
        return self.is_done and self.attempt.score is None

    def is_over(self) -> bool:
        """Whether the time of an open try is up, and the grace too."""
        allowed = self.content.allowance()
        return not self.is_done and timing.is_over(self.attempt.due_at, allowed, now())

    @property
    def seconds_left(self) -> int | None:
        """Until the time of an open try is up; None where it has no end."""
        if self.is_done or self.attempt.due_at is None:
            return None
        return max(int((self.attempt.due_at - now()).total_seconds()), 0)

    @cached_property
    def visible(self) -> Visible:
        """What may be shown now; during the try, of a question that is locked."""
        if self.attempt.is_practice:
            return EVERYTHING
        is_closed = self.is_done and self._is_closed
        when = showing.phase(self.attempt.finished_at, now(), is_closed=is_closed)
        found: Visible = self.content.visible(when)
        return found

    @property
    def sections(self) -> list[Heading]:
        """The headings that the author made; none where there are no sections."""
        found, first = [], 1
        for title, count in self.attempt.layout.get("sections", ()):
            found.append(Heading(title, first, first + count - 1))
            first += count
        return found

    @property
    def left(self) -> list[int]:
        """The positions of the questions that are still to check, or to answer."""
        return [asked.position for asked in self.all if not asked.is_settled]

    @cached_property
    def all(self) -> "list[Asked]":
        """Every question of the try, in its order."""
        return [Asked(self, place) for place in range(1, len(self.ids) + 1)]

    @cached_property
    def markings(self) -> Mapping[str, Marked]:
        """What trainers said of answers in this try, by question."""
        return own.markings(self.attempt.id)

    @property
    def to_pass(self) -> Any:
        """The score that it takes."""
        return self.content.to_pass(self.attempt.out_of)

    def at(self, position: int) -> "Asked":
        """One question of the try. Raises NotFound."""
        if not 1 <= position <= len(self.ids):
            raise NotFound
        return self.all[position - 1]

    @property
    def can_try_again(self) -> bool:
        """Whether another try may be begun now."""
        opens = timing.next_from(self._ends, self._allowed)
        return not self._is_closed and (opens is None or opens <= now())

    @property
    def is_passed_by_now(self) -> bool:
        """Whether the step is done, or everything that it stands for."""
        return all(map(self.progress.is_complete, self.outline.completed_by(self.step.id)))

    @property
    def _is_closed(self) -> bool:
        """Whether this person has no further try."""
        return timing.is_closed(len(self._ends), self._allowed)

    @cached_property
    def _allowed(self) -> Allowance:
        return allowance(self.paper, self.cycle.id, self.step.id)

    @cached_property
    def _ends(self) -> list[datetime]:
        """The ends of this person's tries, where it matters how many or when they were."""
        if self._allowed == Allowance(grace=self._allowed.grace):
            return []
        tries = own.tries(self.cycle.id, self.step.id)
        return [one.finished_at for one in tries if one.finished_at and not one.is_practice]


@dataclass(frozen=True)
class Asked:
    """One question of a try; `position` counts from 1 in the attempt's order."""

    page: TryPage
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


def try_page(me: Reader, attempt_id: int) -> TryPage:
    """A try of the reader's own, in three statements. Raises NotFound."""
    cycle, attempt = own.attempt(me, attempt_id)
    return TryPage(
        cycle=cycle,
        screen=screen(cycle.edition_id, attempt.step),
        attempt=attempt,
        given=own.given(attempt_id),
        paper=quiz(cycle.edition_id, attempt.step),
    )
