"""One invented person's way through a course: events, and the progress folded from them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from cptraining import steps
from cptraining.courses.actions import Published
from cptraining.learning.state import required
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
    """One person's way through the course, folded as it is when it really happens."""

    shared: Shared
    cycle_id: int
    assigned: Mapping[str, Any]
    progress: Progress = field(default_factory=Progress)
    events: list[dict[str, Any]] = field(default_factory=list)
    attempts: list[dict[str, Any]] = field(default_factory=list)

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
        content = steps.kinds()[step.kind].read(step.content)
        layout = content.layout(list)
        out_of = Decimal(len(layout["questions"]))
        score = out_of if passed else Decimal(0)
        self._happened("attempt.started", step=step.id, attempt=1)
        tried = {"score": score, "out_of": out_of, "passed": passed}
        facts = tried | {"score": str(score), "out_of": str(out_of)}
        self._happened("attempt.finished", step=step.id, attempt=1, **facts)
        row = {"cycle_id": self.cycle_id, "step": step.id, "number": 1, "layout": layout}
        times = {"started_at": self._clock, "finished_at": self._clock}
        self.attempts.append({**row, **times, **tried})

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
