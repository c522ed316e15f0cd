"""What can be checked only when a whole course was read: its questions and its draws."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from cptraining import steps
from cptraining.courses.folder import Folder
from cptraining.courses.mistakes import Mistakes
from cptraining.courses.pool import Asked, pool
from cptraining.rules.outline import Outline, Step


class Stated(NamedTuple):
    """A question's id, the step it names to read again, and the file to name in a mistake."""

    id: str
    again: str | None
    file: str


def questions(folder: Folder, outline: Outline) -> Outline:
    """The outline, if each question has an id of its own and every draw can be filled.

    Raises Mistakes.
    """
    asked = pool(outline)
    found = list(_stated(outline))
    _check_ids(folder, found)
    _check_again(folder, found, outline)
    for step in _quizzes(outline):
        _check_draws(folder, step, asked)
    if folder.mistakes:
        raise Mistakes(folder.mistakes)
    return outline


def _quizzes(outline: Outline) -> Iterator[Step]:
    kinds = steps.kinds()
    everything = (*outline, *outline.test_outs.values())
    return (step for step in everything if kinds[step.kind].is_attempted)


def _check_ids(folder: Folder, found: list[Stated]) -> None:
    counts = Counter(one.id for one in found)
    for one in found:
        if counts[one.id] > 1:
            advice = "Answers and statistics refer to it: give each question its own."
            folder.note(one.file, 1, "id", f"“{one.id}” once in the whole course", advice)


def _check_again(folder: Folder, found: list[Stated], outline: Outline) -> None:
    asking = {step.id for step in _quizzes(outline)}
    for one in found:
        if one.again and (one.again not in outline.steps or one.again in asking):
            advice = "Name the step in which the answer can be read, such as T1.wheels."
            expected = f"a step of the course that is no quiz, not “{one.again}”"
            folder.note(one.file, 1, f"again of {one.id}", expected, advice)


def _stated(outline: Outline) -> Iterator[Stated]:
    """Every question where it is written, in quizzes and in the bank."""
    for step in _quizzes(outline):
        for question in steps.kinds()[step.kind].read(step.content).fixed:
            yield Stated(question.id, question.again, _file(step))
    for banked in outline.bank:
        yield Stated(banked.question["id"], banked.question.get("again"), "course.yaml")


def _check_draws(folder: Folder, step: Step, asked: dict[str, Asked]) -> None:
    quiz = steps.kinds()[step.kind].read(step.content)
    left = quiz.unfilled([one.candidate for one in asked.values()])
    if left:
        advice = "Write more questions, or draw fewer or from more modules."
        folder.note(_file(step), 1, "draw", f"{left} more questions to draw from", advice)
    if quiz.later and not any(quiz.later.pool.holds(one.candidate) for one in asked.values()):
        advice = "Name a module that has others, or take “later” out."
        folder.note(_file(step), 1, "later", "questions for a later try", advice)


def _file(step: Step) -> str:
    return step.id.replace(".", "/", 1) + ".md"
