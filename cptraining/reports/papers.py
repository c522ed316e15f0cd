"""A quiz over its editions: those that ask the same questions are looked at together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from cptraining.learning.screens import Paper, quiz
from cptraining.questions.content import Question
from cptraining.reports.queries.questions import Tryout
from cptraining.rules.words import Words


@dataclass(frozen=True)
class Asking:
    """A quiz as some editions have it, which ask the same questions; the newest one is first."""

    step: str
    editions: Sequence[Tryout]

    @property
    def edition_ids(self) -> list[int]:
        """Their ids."""
        return [edition.id for edition in self.editions]

    @property
    def words(self) -> Words:
        """Since when they were asked."""
        first = self.editions[-1]
        return Words(
            "As published on {day} (edition {number})",
            day=first.published_at,
            number=first.number,
        )

    @cached_property
    def paper(self) -> Paper:
        """The quiz in the newest of them."""
        return quiz(self.editions[0].id, self.step)

    @property
    def fixed(self) -> list[str]:
        """The questions that everybody gets, in the author's order."""
        return [question.id for question in self.paper.content.fixed]

    @property
    def drawn(self) -> int:
        """How many more everybody gets by chance."""
        count: int = self.paper.content.count
        return count - len(self.fixed)

    def question(self, id_: str, *first: int) -> Question | None:
        """A question as the `first` edition has it, or else as the newest of these."""
        papers = (quiz(edition_id, self.step) for edition_id in (*first, *self.edition_ids))
        return next((paper.question(id_) for paper in papers if id_ in paper.pool), None)

    def since(self, edition_ids: Sequence[int]) -> Words:
        """When one of these was first published, of those in which people worked."""
        found = [edition for edition in self.editions if edition.id in edition_ids]
        if not found:
            return Words("as corrected since")
        return Words("as published on {day}", day=found[-1].published_at)

    def versions(self, id_: str, marked_by: Iterable[int]) -> list[tuple[Question, list[int]]]:
        """The versions of a question, the newest first, each with the editions that have it."""
        found: list[tuple[Question, list[int]]] = []
        for edition_id in sorted(set(marked_by), reverse=True):
            question = self.question(id_, edition_id)
            same = [ids for other, ids in found if other == question]
            if same:
                same[0].append(edition_id)
            elif question is not None:
                found.append((question, [edition_id]))
        return found


def askings(step: str, editions: Iterable[Tryout]) -> list[Asking]:
    """What was asked in these editions of a quiz, which come the newest first."""
    groups: dict[tuple[frozenset[str], int], list[Tryout]] = {}
    for edition in editions:
        content = quiz(edition.id, step).content
        key = frozenset(question.id for question in content.fixed), content.count
        groups.setdefault(key, []).append(edition)
    return [Asking(step, together) for together in groups.values()]
