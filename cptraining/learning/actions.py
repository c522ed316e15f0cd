"""What a learner does in a course: open it, read the note, write, finish steps."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from cptraining import outbox, steps
from cptraining.certificates import actions as certificates
from cptraining.courses import queries as courses
from cptraining.database import db
from cptraining.learning import state
from cptraining.learning.keeping import Saved, Seen, Stale, keep, keep_version
from cptraining.learning.models import Answer
from cptraining.learning.work import Work, on_cycle
from cptraining.people.models import Person
from cptraining.rules import completion
from cptraining.rules.dates import morning_of
from cptraining.rules.outline import Outline
from cptraining.rules.refusal import NotFound, Refusal
from cptraining.rules.words import Words


class NoteNotRead(Refusal):
    """An exercise before the note about boundaries was read."""

    words = Words("Please read the note about keeping people safe first, and tick it.")


class DoneByPassing(Refusal):
    """Finishing a step by a button that is finished by passing its questions."""

    words = Words("This step is done when you pass its questions.")


def open_cycle(cycle_id: int, actor_id: int, now: datetime) -> None:
    """Start a cycle on the newest edition of its course; nothing when it is open already."""

    def do(work: Work) -> None:
        if work.outline is not None:
            return
        edition = courses.newest(work.assignment.course_id)
        outline = courses.outline(edition.id)
        work.cycle.edition_id, work.cycle.opened_at = edition.id, now
        work.outline = outline
        required = {module: list(ids) for module, ids in state.required(outline).items()}
        work.happened("cycle.opened", edition=edition.id, required=required)

    on_cycle(cycle_id, actor_id, now, do)


def read_note(cycle_id: int, actor_id: int, now: datetime) -> None:
    """Record that the note was read; once only."""

    def do(work: Work) -> None:
        if work.progress.course.note_read_at is None:
            work.happened("note.read")

    on_cycle(cycle_id, actor_id, now, do)


def save_answer(
    cycle_id: int, step_id: str, value: Any, *, number: int, now: datetime
) -> Saved | Stale:
    """Keep what was written on a step, unless a newer answer than `number` is there.

    What was left there for a while and is changed now stays as an earlier version.
    """
    keys, seen = {"cycle_id": cycle_id, "step": step_id}, Seen(number, now)
    if number:
        keep_version(keys, seen)
    return keep(Answer, keys, value, seen)


def promise(
    cycle_id: int, step_id: str, days: Iterable[date], *, zone: str, now: datetime
) -> None:
    """Ask on each of these days, if it is still to come, whether what was planned happened."""
    for day in days:
        due_at = morning_of(day, zone)
        if due_at > now:
            outbox.announce(
                "answer.follow_up",
                now=now,
                due_at=due_at,
                key=f"follow-up/{cycle_id}/{step_id}/{day}",
                cycle_id=cycle_id,
                step_id=step_id,
                day=day.isoformat(),
            )


def complete_step(
    cycle_id: int, step_id: str, *, actor_id: int, now: datetime, on_paper: bool = False
) -> bool:
    """Finish a step; whether that completed the course, now or before.

    What follows from it (module, course, certificate) is recorded with it. Finishing a step
    again changes nothing. Raises NotFound for an unknown step, NoteNotRead for an exercise
    before the note, DoneByPassing for a quiz.
    """

    def do(work: Work) -> None:
        _refuse_early(work, step_id)
        if not work.progress.is_complete(step_id):
            finish_step(work, step_id, how="paper" if on_paper else "done")

    work = on_cycle(cycle_id, actor_id, now, do)
    return work.progress.course.completed_at is not None


def finish_step(work: Work, step_id: str, *, how: str) -> None:
    """Record a finished step and what follows: module, course, certificate."""
    work.happened(
        "step.completed", step=step_id, module=work.course.module_of[step_id].id, how=how
    )
    for module in completion.completed_modules(work.progress):
        work.happened("module.completed", module=module)
    if work.progress.course.completed_at is None and completion.is_course_complete(work.progress):
        due_on = work.assignment.due_on
        work.happened("course.completed", due_on=due_on and due_on.isoformat())
        _certify(work)


def _refuse_early(work: Work, step_id: str) -> None:
    step = work.course.steps.get(step_id)
    if step is None:
        raise NotFound
    kind = steps.kinds()[step.kind]
    if kind.is_attempted:
        raise DoneByPassing
    if needs_note(work.course, step_id) and work.progress.course.note_read_at is None:
        raise NoteNotRead


def needs_note(outline: Outline, step_id: str) -> bool:
    """Whether the note is to be read before this step."""
    step = outline.steps.get(step_id)  # a test-out is none of them, and no exercise
    return bool(outline.note and step and steps.kinds()[step.kind].is_exercise)


def _certify(work: Work) -> None:
    award = work.course.certificate
    if award is None:
        return
    person = db.session.get_one(Person, work.assignment.person_id)
    certificates.issue(
        certificates.Completion(
            person_id=person.id,
            agency_id=work.assignment.agency_id,
            cycle_id=work.cycle.id,
            edition_id=work.cycle.edition_id or 0,
            name=person.name,
            title=award.title,
            minutes=work.course.minutes,
            issuer=work.assignment.agency.name,
            zone=work.assignment.agency.zone,
            months=award.months,
            completed_at=work.now,
        ),
        actor_id=work.actor_id,
        now=work.now,
    )
