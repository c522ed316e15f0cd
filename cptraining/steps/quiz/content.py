"""Some questions of any kind, and how many of them must be right."""

from typing import Annotated, Any, Self

from pydantic import ConfigDict, Field, GetCoreSchemaHandler, model_validator
from pydantic_core import CoreSchema, core_schema

from cptraining import questions
from cptraining.questions.content import Question, Shuffle
from cptraining.rules.authoring import mistake, once
from cptraining.steps.content import Content


class _AnyKind:
    """Reads a question by the kind it names, so that its mistakes keep their places."""

    def __get_pydantic_core_schema__(
        self, _source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        kinds = questions.kinds().items()
        choices = {name: handler.generate_schema(kind.question) for name, kind in kinds}
        return core_schema.tagged_union_schema(choices, discriminator="kind")


class Quiz(Content):
    """`pass` is how many must be right; `shuffle: true` asks in another order each time."""

    model_config = ConfigDict(validate_by_name=True, serialize_by_alias=True)

    needed: Annotated[int, Field(ge=1, alias="pass")]
    questions: Annotated[tuple[Annotated[Question, _AnyKind()], ...], Field(min_length=1)]
    shuffle: bool = False

    @model_validator(mode="after")
    def _can_be_passed(self) -> Self:
        once(self.ids, "questions")
        if self.needed > len(self.questions):
            raise mistake(f"at most {len(self.questions)}, the number of questions", "pass")
        return self

    @property
    def ids(self) -> tuple[str, ...]:
        """The questions' ids in the author's order."""
        return tuple(question.id for question in self.questions)

    def question(self, id_: str) -> Question:
        """The question with this id. Raises KeyError when there is none."""
        return {question.id: question for question in self.questions}[id_]

    def layout(self, shuffle: Shuffle) -> dict[str, Any]:
        """How one attempt shows things, drawn once: which questions, and the order inside each."""
        order = shuffle(list(self.ids)) if self.shuffle else list(self.ids)
        orders = {question.id: question.order(shuffle) for question in self.questions}
        return {"questions": order, "orders": orders}
