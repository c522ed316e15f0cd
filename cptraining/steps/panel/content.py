"""Short questions, each answered by people in different roles, after one's own words."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, Any, NamedTuple, Self

from pydantic import Field, model_validator

from cptraining.rules.authoring import Part, Text, mistake
from cptraining.rules.prose import Line, plain
from cptraining.rules.words import Words
from cptraining.steps.content import Content, Told

NONE = "none"
"""What is stored when nobody's answer is near one's own."""


class Answer(Part):
    """What one role says."""

    role: Text
    words: Line


class Asked(Part):
    """A question and its answers, in the order they are given."""

    question: Line
    answers: Annotated[tuple[Answer, ...], Field(min_length=1, max_length=6)]

    @model_validator(mode="after")
    def _has_each_role_once(self) -> Self:
        roles = self.roles
        for place, role in enumerate(roles):
            if role in {*roles[:place], NONE}:
                raise mistake("a role that nobody else here has", "answers", place, "role")
        return self

    @property
    def roles(self) -> tuple[str, ...]:
        """Who answers, in order."""
        return tuple(answer.role for answer in self.answers)


class Heard(NamedTuple):
    """One question with what somebody made of it; `nearest` is a role, NONE or empty."""

    key: str
    asked: Asked
    is_open: bool
    words: str
    nearest: str


class Discussion(Content):
    """The questions in order; `source` says whose answers these are.

    An answer is {"open": [key], "words": {key: text}, "nearest": {key: role}}: the questions
    whose answers were opened, one's own words, and who is nearest to them. A question's key is
    its number, counted from 1.
    """

    questions: Annotated[tuple[Asked, ...], Field(min_length=1, max_length=10)]
    source: Line

    @property
    def keyed(self) -> dict[str, Asked]:
        """The questions by key."""
        return {str(number): asked for number, asked in enumerate(self.questions, 1)}

    def heard(self, answer: Any) -> Iterator[Heard]:
        """Each question with what was written; what fits no question any more is left out."""
        given: Mapping[str, Any] = answer or {}
        words, nearest = given.get("words", {}), given.get("nearest", {})
        for key, asked in self.keyed.items():
            role = nearest.get(key, "")
            is_known = role in {*asked.roles, NONE}
            is_open = key in given.get("open", ())
            yield Heard(key, asked, is_open, words.get(key, ""), role if is_known else "")

    def told(self, answer: Any) -> list[Told]:
        """Each question with one's own words, and whose answer is nearest to them."""
        return [
            Told(plain(one.asked.question), texts)
            for one in self.heard(answer)
            if (texts := tuple(_texts(one)))
        ]


def _texts(one: Heard) -> Iterable[Words | str]:
    if one.words:
        yield one.words
    if one.nearest == NONE:
        yield Words("Nobody’s answer is near mine.")
    elif one.nearest:
        yield Words("Nearest to mine: {role}", role=one.nearest)
