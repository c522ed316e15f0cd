"""Short questions, each answered by people in different roles."""

from typing import Annotated

from pydantic import Field

from cptraining.rules.authoring import Part, Text
from cptraining.rules.prose import Line
from cptraining.steps.content import Content


class Answer(Part):
    """What one role says."""

    role: Text
    words: Line


class Asked(Part):
    """A question and its answers, in the order they are given."""

    question: Line
    answers: Annotated[tuple[Answer, ...], Field(min_length=1, max_length=6)]


class Discussion(Content):
    """The questions in order; `source` says whose answers these are."""

    questions: Annotated[tuple[Asked, ...], Field(min_length=1, max_length=10)]
    source: Line
