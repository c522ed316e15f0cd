"""Questions to think about, with room to write."""

from collections.abc import Mapping
from typing import Annotated, Any, Self

from pydantic import Field, model_validator

from cptraining.rules.authoring import Key, Part, Text, mistake, once
from cptraining.rules.prose import Line, plain
from cptraining.rules.words import Words
from cptraining.steps.content import Content, Told


class Prompt(Part):
    """A question, or the beginning of a sentence; `starter` is a way to begin."""

    id: Key
    prompt: Line
    starter: Text | None = None
    required: bool = False
    rows: Annotated[int, Field(ge=1, le=12)] = 3


class Log(Content):
    """An answer is {prompt's id: text}, without those left blank.

    `minimum` is how many prompts need some words; those that are `required` always do.
    """

    prompts: Annotated[tuple[Prompt, ...], Field(min_length=1, max_length=10)]
    minimum: Annotated[int, Field(ge=0)] = 1

    @model_validator(mode="after")
    def _can_be_done(self) -> Self:
        once((prompt.id for prompt in self.prompts), "prompts")
        if self.minimum > len(self.prompts):
            raise mistake(f"at most {len(self.prompts)}, the number of prompts", "minimum")
        return self

    def missing(self, answer: Any) -> list[Words]:
        """Required prompts without words, or fewer answers than the minimum."""
        written: Mapping[str, str] = answer or {}
        open_ = [prompt for prompt in self.prompts if prompt.required and prompt.id not in written]
        if open_:
            return [Words("Write something for {n} more of the questions.", n=len(open_))]
        left = self.minimum - len(written)
        return (
            [Words("Write something for {n} more of the questions.", n=left)] if left > 0 else []
        )

    def told(self, answer: Any) -> list[Told]:
        """Each prompt with what was written."""
        written: Mapping[str, str] = answer or {}
        return [
            Told(plain(prompt.prompt), (written[prompt.id],))
            for prompt in self.prompts
            if prompt.id in written
        ]
