"""One invented person's way through a course: events, and the progress folded from them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from cptraining import steps
from cptraining.courses.actions import Published
from cptraining.learning.screens import quiz
from cptraining.learning.state import required
from cptraining.operations.demonstration import SCRIPT
from cptraining.record.actions import cycle_stream
from cptraining.rules import completion
from cptraining.rules.outline import Outline, Step
from cptraining.rules.progress import Fact, Progress, apply


@dataclass(frozen=True)
class Shared:
    """What all people of one seeding share."""

    agency_id: int
    teams: Sequence[int]
    trainer_id: int
    course: Published
    outline: Outline
    now: datetime


@dataclass
class Walk:
    """One person's way through the course, folded as it is when it really happens.

    `answers` has those of each attempt.
    """

    shared: Shared
    cycle_id: int
    assigned: Mapping[str, Any]
    progress: Progress = field(default_factory=Progress)
    events: list[dict[str, Any]] = field(default_factory=list)
    attempts: list[dict[str, Any]] = field(default_factory=list)
    answers: list[list[dict[str, Any]]] = field(default_factory=list)

    def walked(self, number: int) -> "Walk":
        """As far as this number says: not opened, or so many steps done; some fail a quiz."""
        shape = list(self.shared.outline)
        done = number % (len(shape) + 2) - 1
        if done < 0:
            return self
        modules = {module: list(ids) for module, ids in required(self.shared.outline).items()}
        self._happened("cycle.opened", edition=self.shared.course.edition_id, required=modules)
        for step in shape[:done]:
            self._do(step)
        following = shape[done] if done < len(shape) else None
        if following and steps.kinds()[following.kind].is_attempted and number % 2:
            self._try(following, passed=False)
        return self

    def _do(self, step: Step) -> None:
        kind = steps.kinds()[step.kind]
        if kind.is_exercise and self.progress.course.note_read_at is None:
            self._happened("note.read")
        if kind.is_attempted:
            self._try(step, passed=True)
        how = "passed" if kind.is_attempted else "paper" if kind.is_exercise else "done"
        module = self.shared.outline.module_of[step.id].id
        self._happened("step.completed", step=step.id, module=module, how=how)
        for finished in completion.completed_modules(self.progress):
            self._happened("module.completed", module=finished)
        if completion.is_course_complete(self.progress):
            self._happened("course.completed", due_on=self.assigned["due_on"].isoformat())

    def _try(self, step: Step, *, passed: bool) -> None:
        paper = quiz(self.shared.course.edition_id, step.id)
        layout = paper.content.layout(paper.pool, list)
        asked = [paper.question(id_) for id_ in layout["questions"]]
        given = self._given(passed=passed)
        marks = {one.id: one.mark(given.get(one.id)) or Decimal(0) for one in asked}
        self._happened("attempt.started", step=step.id, attempt=1)
        score, out_of = sum(marks.values(), start=Decimal(0)), Decimal(len(asked))
        tried = {"score": score, "out_of": out_of, "passed": passed}
        facts = tried | {"score": str(score), "out_of": str(out_of)}
        self._happened("attempt.finished", step=step.id, attempt=1, **facts)
        row = {"cycle_id": self.cycle_id, "step": step.id, "number": 1, "layout": layout}
        times = {"started_at": self._clock, "finished_at": self._clock}
        self.attempts.append({**row, **times, **tried})
        self.answers.append([self._answer(id_, given.get(id_), marks[id_]) for id_ in marks])

    def _given(self, *, passed: bool) -> dict[str, Any]:
        """The answers of the demonstration's people; who passes has one wrong at most."""
        right, wrong = SCRIPT["right"], SCRIPT["wrong"]
        if not passed:
            return dict(wrong)
        missed = list(right)[self.cycle_id % (2 * len(right)) :][:1]
        return {**right, **{id_: wrong[id_] for id_ in missed}}

    def _answer(self, question: str, value: Any, mark: Decimal) -> dict[str, Any]:
        times = {"saved_at": self._clock, "checked_at": self._clock}
        return {
            "question": question,
            "value": value,
            "mark": mark,
            "number": 1,
            "tries": 1,
            **times,
        }

    @property
    def _clock(self) -> datetime:
        """When the last thing happened: each a quarter of an hour after the one before."""
        begun: datetime = self.assigned["made_at"]
        return begun + timedelta(minutes=15 * len(self.events))

    def _happened(self, name: str, **facts: Any) -> None:
        number = len(self.events) + 1
        fact = Fact(name, self._clock + timedelta(minutes=15), facts)
        person_id = self.assigned["person_id"]
        about = (person_id, self.shared.agency_id, person_id)
        self.events.append(row_of(cycle_stream(self.cycle_id), number, fact, about))
        self.progress = apply(self.progress, fact)


def row_of(stream: str, number: int, fact: Fact, about: tuple[int, int, int]) -> dict[str, Any]:
    """A row of the record; `about` = person, agency, actor."""
    person_id, agency_id, actor_id = about
    return {
        "stream": stream,
        "number": number,
        "name": fact.name,
        "person_id": person_id,
        "agency_id": agency_id,
        "actor_id": actor_id,
        "facts": dict(fact.facts),
        "happened_at": fact.happened_at,
        "recorded_at": fact.happened_at,
    }
