"""The shape of a course: what an edition fixes and everything else reads."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any, Self

from cptraining.rules.glossary import Term
from cptraining.rules.guide import Guide


@dataclass(frozen=True)
class Step:
    """One screen of three to eight minutes.

    `prose` is sanitised HTML; `content` is what the step's kind needs, as JSON; `shows` names
    an earlier step whose answer is shown here.
    """

    id: str
    kind: str
    title: str
    minutes: int
    is_required: bool = True
    shows: str | None = None
    prose: str = ""
    content: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Module:
    """Some steps with one subject; `part` groups modules of a long course.

    `test_out` is the quiz that somebody may take instead of the module; None = there is none.
    `sources` says where the content comes from, as sanitised HTML; `picture` is sanitised SVG.
    """

    id: str
    title: str
    steps: tuple[Step, ...]
    summary: str = ""
    outcomes: tuple[str, ...] = ()
    part: str | None = None
    test_out: Step | None = None
    sources: str = ""
    picture: str = ""

    @property
    def minutes(self) -> int:
        """Planned minutes of all its steps."""
        return sum(step.minutes for step in self.steps)

    @property
    def required(self) -> tuple[str, ...]:
        """Ids of the steps that count, in order."""
        return tuple(step.id for step in self.steps if step.is_required)


@dataclass(frozen=True)
class Banked:
    """A question that only draws can ask.

    `question` is its stored form, `module` what it is about (None = no one module).
    """

    question: Mapping[str, Any]
    module: str | None = None


@dataclass(frozen=True)
class Award:
    """The certificate a course gives; `months` it is valid, None = never expires."""

    title: str
    months: int | None = None


@dataclass(frozen=True)
class Outline:
    """A whole course as published; `note` is the safeguarding note as sanitised HTML.

    `glossary` explains those of the platform's terms that its steps use; `guide` is for the person
    that its learners support, None = there is none.
    """

    slug: str
    title: str
    summary: str
    modules: tuple[Module, ...]
    outcomes: tuple[str, ...] = ()
    is_open: bool = False
    note: str = ""
    certificate: Award | None = None
    bank: tuple[Banked, ...] = ()
    glossary: tuple[Term, ...] = ()
    guide: Guide | None = None

    @cached_property
    def steps(self) -> dict[str, Step]:
        """Every step by id, in course order."""
        return {step.id: step for module in self.modules for step in module.steps}

    @cached_property
    def test_outs(self) -> dict[str, Step]:
        """Every quiz that can be taken instead of a module, by id."""
        found = (module.test_out for module in self.modules)
        return {step.id: step for step in found if step}

    @cached_property
    def module_of(self) -> dict[str, Module]:
        """The module of every step and of every test-out, by the step's id."""
        pairs = ((step, module) for module in self.modules for step in module.steps)
        outs = ((module.test_out, module) for module in self.modules)
        return {step.id: module for step, module in (*pairs, *outs) if step}

    def find(self, step_id: str) -> Step | None:
        """A step or a test-out; None when there is no such."""
        return self.steps.get(step_id) or self.test_outs.get(step_id)

    @property
    def minutes(self) -> int:
        """Planned minutes of the whole course."""
        return sum(module.minutes for module in self.modules)

    @property
    def required(self) -> tuple[str, ...]:
        """Ids of all steps that count, in order."""
        return tuple(id_ for module in self.modules for id_ in module.required)

    def completed_by(self, step_id: str) -> tuple[str, ...]:
        """The steps that are done with this one: itself, or those that a test-out stands for."""
        is_out = step_id in self.test_outs
        return self.module_of[step_id].required if is_out else (step_id,)

    def neighbours(self, step_id: str) -> tuple[Step | None, Step | None]:
        """The step before and the step after, across modules; a test-out has none.

        Raises KeyError for an unknown step.
        """
        if step_id in self.test_outs:
            return None, None
        order = list(self.steps)
        place = order.index(self.steps[step_id].id)
        before = self.steps[order[place - 1]] if place else None
        after = self.steps[order[place + 1]] if place + 1 < len(order) else None
        return before, after

    def __iter__(self) -> Iterator[Step]:
        return iter(self.steps.values())

    def as_json(self) -> dict[str, Any]:
        """What an edition stores; `from_json` reads it back."""
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """The outline that `as_json` wrote."""
        award, guide = stored["certificate"], stored.get("guide")
        modules = tuple(_module(module) for module in stored["modules"])
        return cls(
            **{
                **stored,
                "modules": modules,
                "outcomes": tuple(stored["outcomes"]),
                "certificate": award and Award(**award),
                "bank": tuple(Banked(**banked) for banked in stored.get("bank", ())),
                "glossary": tuple(_term(**term) for term in stored.get("glossary", ())),
                "guide": guide and Guide.from_json(guide),
            }
        )


def _term(name: str, meaning: str, also: Sequence[str]) -> Term:
    return Term(name, meaning, tuple(also))


def _module(stored: Mapping[str, Any]) -> Module:
    steps = tuple(Step(**step) for step in stored["steps"])
    out = stored.get("test_out")
    read = {"steps": steps, "outcomes": tuple(stored["outcomes"]), "test_out": out and Step(**out)}
    return Module(**{**stored, **read})
