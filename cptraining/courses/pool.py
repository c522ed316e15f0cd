"""Every question of an edition: those of its quizzes, and those of its bank."""

from collections.abc import Iterator
from dataclasses import dataclass

from cptraining import questions, steps
from cptraining.questions.content import Question
from cptraining.rules.outline import Outline
from cptraining.rules.pools import Candidate


@dataclass(frozen=True)
class Asked:
    """A question, its module, and the step in which to read it again; None = no one."""

    question: Question
    module: str | None
    again: str | None
    is_banked: bool = False

    @property
    def candidate(self) -> Candidate:
        """The question as draws see it."""
        tags = frozenset(self.question.tags)
        return Candidate(self.question.id, self.module, tags, self.is_banked)


def pool(outline: Outline) -> dict[str, Asked]:
    """Every question by its id, in course order; where an id comes twice, the first."""
    found: dict[str, Asked] = {}
    for asked in (*_in_quizzes(outline), *_in_bank(outline)):
        found.setdefault(asked.question.id, asked)
    return found


def _in_quizzes(outline: Outline) -> Iterator[Asked]:
    for step in (*outline, *outline.test_outs.values()):
        kind = steps.kinds()[step.kind]
        if kind.is_attempted:
            module = outline.module_of[step.id].id
            for question in kind.read(step.content).fixed:
                yield Asked(question, module, _again(outline, question, module))


def _in_bank(outline: Outline) -> Iterator[Asked]:
    for banked in outline.bank:
        question = questions.read(banked.question)
        again = _again(outline, question, banked.module)
        yield Asked(question, banked.module, again, is_banked=True)


def _again(outline: Outline, question: Question, module: str | None) -> str | None:
    """The step that the author names, else where the module begins, unless that is a quiz."""
    if question.again in outline.steps:
        return question.again
    first = next((found.steps[0] for found in outline.modules if found.id == module), None)
    is_readable = first is not None and not steps.kinds()[first.kind].is_attempted
    return first.id if first and is_readable else None
