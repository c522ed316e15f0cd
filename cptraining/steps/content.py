"""What the content of every kind of step shares."""

from typing import Any

from pydantic import BaseModel, ConfigDict

from cptraining.rules.words import Words


class Content(BaseModel):
    """What an author writes for one step, checked field by field."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    def missing(self, _answer: Any) -> list[Words]:
        """What an answer still needs before the step counts as done; empty when nothing."""
        return []

    def feedback(self, _answer: Any) -> Any:
        """What the step's template shows about a saved answer; None when there is nothing."""
        return None
