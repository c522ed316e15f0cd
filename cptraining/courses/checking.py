"""What can be checked only when a whole course was read: its questions and its draws."""

from collections import Counter
from collections.abc import Iterator

from cptraining import steps
from cptraining.courses.folder import Folder
from cptraining.courses.mistakes import Mistakes
from cptraining.courses.pool import Asked, pool
from cptraining.rules.outline import Outline, Step


def questions(folder: Folder, outline: Outline) -> Outline:
    """The outline, if each question has an id of its own and every draw can be filled.

    Raises Mistakes.
    """
    asked = pool(outline)
    _check_ids(folder, outline)
    for step in _quizzes(outline):
        _check_draws(folder, step, asked)
    if folder.mistakes:
        raise Mistakes(folder.mistakes)
    return outline


def _quizzes(outline: Outline) -> Iterator[Step]:
    kinds = steps.kinds()
    everything = (*outline, *outline.test_outs.values())
    return (step for step in everything if kinds[step.kind].is_attempted)


def _check_ids(folder: Folder, outline: Outline) -> None:
    found = [
        (question.id, _file(step))
        for step in _quizzes(outline)
        for question in steps.kinds()[step.kind].read(step.content).fixed
    ]
    found += [(banked.question["id"], "course.yaml") for banked in outline.bank]
    counts = Counter(id_ for id_, _ in found)
    for id_, file in found:
        if counts[id_] > 1:
            advice = "Answers and statistics refer to it: give each question its own."
            folder.note(file, 1, "id", f"“{id_}” once in the whole course", advice)


def _check_draws(folder: Folder, step: Step, asked: dict[str, Asked]) -> None:
    quiz = steps.kinds()[step.kind].read(step.content)
    left = quiz.unfilled([one.candidate for one in asked.values()])
    if left:
        advice = "Write more questions, or draw fewer or from more modules."
        folder.note(_file(step), 1, "draw", f"{left} more questions to draw from", advice)


def _file(step: Step) -> str:
    return step.id.replace(".", "/", 1) + ".md"
