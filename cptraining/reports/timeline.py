"""The record in words: what a trainer reads of what somebody did. Nothing that they wrote."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from cptraining.record.models import Event
from cptraining.rules.words import Words

TOLD: Mapping[str, Words] = {
    "assignment.made": Words("Was given “{course}”"),
    "assignment.due_changed": Words("Got another date for “{course}”"),
    "answer.shared": Words("Shared what they wrote in “{step}”"),
    "assignment.withdrawn": Words("“{course}” was taken back"),
    "attempt.finished": Words("Tried “{step}”: {score} of {out_of}, not passed yet"),
    "attempt.finished passed": Words("Passed “{step}”: {score} of {out_of}"),
    "attempt.finished waiting": Words("Handed in “{step}”, for a trainer to mark"),
    "attempt.marked": Words("A trainer marked “{step}”: {score} of {out_of}"),
    "attempt.regraded": Words("“{step}” was marked again: {score} of {out_of}, before {before}"),
    "certificate.issued": Words("Got the certificate"),
    "certificate.reissued": Words("Got the certificate again, under another name"),
    "certificate.revoked": Words("The certificate was withdrawn"),
    "course.completed": Words("Completed the course"),
    "cycle.opened": Words("Opened the course"),
    "module.completed": Words("Finished the module “{module}”"),
    "note.read": Words("Read the note about keeping people safe"),
    "quiz.adjusted": Words("Got more tries or time at “{step}”"),
    "person.joined": Words("Joined the agency"),
    "person.left": Words("Left the agency"),
    "step.completed done": Words("Finished “{step}”"),
    "step.completed paper": Words("Did “{step}” on paper"),
    "step.completed tested_out": Words("Tested out of “{step}”"),
    "step.reopened": Words("“{step}” was opened again, since it was marked otherwise"),
}
"""What is told of each event; those that are not here say nothing that a trainer needs."""


@dataclass(frozen=True)
class Titles:
    """What things are called: courses by id; steps and modules by the stream of their cycle."""

    courses: Mapping[int, str] = field(default_factory=dict)
    cycles: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Moment:
    """Something that happened, and when."""

    happened_at: datetime
    words: Words


def moment(event: Event, titles: Titles) -> Moment | None:
    """What an event says to a trainer; None = nothing, or about a cycle that is not shown."""
    told = TOLD.get(_name(event))
    is_hidden = event.stream.startswith("cycle/") and event.stream not in titles.cycles
    if told is None or is_hidden:
        return None
    return Moment(event.happened_at, Words(told.text, **_values(event, titles)))


def _name(event: Event) -> str:
    """The event's name, with what decides its words behind it."""
    if event.name == "step.completed":
        return f"step.completed {event.facts['how']}"
    if event.name == "attempt.finished" and event.facts["score"] is None:
        return "attempt.finished waiting"
    if event.name == "attempt.finished" and event.facts["passed"]:
        return "attempt.finished passed"
    return event.name


def _values(event: Event, titles: Titles) -> dict[str, Any]:
    """What fills the gaps: titles for ids, and scores without needless zeros."""
    called = titles.cycles.get(event.stream, {})
    facts = event.facts
    values: dict[str, Any] = {
        kind: called.get(facts[kind], facts[kind]) for kind in ("step", "module") if kind in facts
    }
    if "course" in facts:
        values["course"] = titles.courses.get(facts["course"], "")
    for score in ("score", "out_of", "before"):
        if facts.get(score) is not None:
            values[score] = f"{Decimal(facts[score]).normalize():f}"
    return values
