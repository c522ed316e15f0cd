"""A question of any kind as a field of something else."""

from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from cptraining import questions
from cptraining.questions.content import Question


class _AnyKind:
    """Reads a question by the kind it names, so that its mistakes keep their places."""

    def __get_pydantic_core_schema__(
        self, _source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        kinds = questions.kinds().items()
        choices = {name: handler.generate_schema(kind.question) for name, kind in kinds}
        return core_schema.tagged_union_schema(choices, discriminator="kind")


AnyQuestion = Annotated[Question, _AnyKind()]
