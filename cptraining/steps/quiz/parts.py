"""What a quiz is made of: questions, draws from pools, sections, and the times it keeps."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Annotated, Self

from pydantic import AfterValidator, ConfigDict, Field, model_validator

from cptraining.questions.reading import AnyQuestion
from cptraining.rules.authoring import Key, Part, Text, mistake
from cptraining.rules.pools import Pool, Source


def _passable(text: str) -> str:
    """A score such as 4, or a share of what can be reached such as 80%."""
    try:
        value = Decimal(text.removesuffix("%").strip())
    except ArithmeticError:
        value = Decimal(-1)
    most = 100 if text.endswith("%") else 1000
    if not value.is_finite() or not 0 < value <= most:
        raise mistake("a number of right answers, such as 4, or a share, such as 80%")
    return text


PassMark = Annotated[
    str,
    Field(coerce_numbers_to_str=True, max_length=12),
    AfterValidator(_passable),
]

Hours = Annotated[Decimal, Field(ge=0, le=24 * 60)]


class Wait(Part):
    """Hours to wait before the second try, and before later ones."""

    first: Hours = Decimal(0)
    later: Hours = Decimal(0)

    def times(self) -> tuple[timedelta, timedelta]:
        """Both as times."""
        return timedelta(hours=float(self.first)), timedelta(hours=float(self.later))


class Among(Part):
    """Questions to choose from: of these modules (none = all), with all of these tags.

    `from` says whether they come from the modules' quizzes, from the bank or from both.
    """

    model_config = ConfigDict(validate_by_name=True, serialize_by_alias=True)

    modules: Annotated[tuple[Key, ...], Field(max_length=60)] = ()
    tags: Annotated[tuple[Key, ...], Field(max_length=10)] = ()
    source: Annotated[Source, Field(alias="from")] = Source.BOTH

    @property
    def pool(self) -> Pool:
        """What a question among them is like."""
        return Pool(frozenset(self.modules), frozenset(self.tags), self.source)


class Draw(Among):
    """`take` questions by chance; `each` takes so many of each module."""

    take: Annotated[int, Field(ge=1, le=60)]
    each: bool = False

    @model_validator(mode="after")
    def _has_modules(self) -> Self:
        if self.each and not self.modules:
            raise mistake("the modules to take questions of each", "modules")
        return self

    def places(self) -> Iterator[Pool]:
        """A place to fill for each question, with what it may be."""
        if not self.each:
            yield from [self.pool] * self.take
            return
        for module in self.modules:
            yield from [replace(self.pool, modules=frozenset({module}))] * self.take


class Section(Part):
    """Some questions under a heading; `shuffle` asks them in another order each time."""

    title: Text
    questions: Annotated[tuple[AnyQuestion, ...], Field(max_length=100)] = ()
    draw: Annotated[tuple[Draw, ...], Field(max_length=20)] = ()
    shuffle: bool = False

    @model_validator(mode="after")
    def _asks_something(self) -> Self:
        if not (self.questions or self.draw):
            raise mistake("questions, or a draw", "questions")
        return self

    @property
    def ids(self) -> list[str]:
        """The ids of the questions that are always asked."""
        return [question.id for question in self.questions]

    def places(self) -> list[Pool]:
        """What is drawn, a place each."""
        return [place for draw in self.draw for place in draw.places()]
