"""An exhibit with the step that it is an answer to, ready for a page or a wall."""

from dataclasses import dataclass
from datetime import datetime

from cptraining.community.queries import Hanging
from cptraining.learning.screens import Screen, screen
from cptraining.press import sheets
from cptraining.rules.refusal import NotFound


@dataclass(frozen=True)
class Shown:
    """What hangs, and how its kind shows it."""

    hanging: Hanging
    screen: Screen

    @classmethod
    def of(cls, hanging: Hanging) -> "Shown":
        """What hangs, with its step."""
        return cls(hanging, screen(hanging.edition_id, hanging.step))

    @property
    def title(self) -> str:
        """Its own headline; without one, the step's title."""
        called: str = self.screen.content.called(self.hanging.value)
        return called or self.screen.step.title

    def pdf(self, paper: str, at: datetime) -> bytes:
        """It, as one page for a wall. Raises NotFound when its kind has no such page."""
        template = self.screen.kind.poster
        if template is None:
            raise NotFound
        printed = sheets.Sheet(
            template=template,
            course=self.hanging.agency,
            title=self.screen.step.title,
            instructions="",
            content=self.screen.content,
            answer=self.hanging.value,
            paper=paper,
        )
        return sheets.pdf(printed, at)
