"""An exhibit with the step that it is an answer to, ready for a page or a wall."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cptraining.community import asked, queries
from cptraining.community.asked import Question
from cptraining.community.queries import Hanging, Standing
from cptraining.learning.screens import Screen, screen
from cptraining.people.reader import Reader
from cptraining.press import sheets
from cptraining.rules import privacy
from cptraining.rules.refusal import NotFound
from cptraining.rules.words import Words
from cptraining.web.filters import today


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


@dataclass(frozen=True)
class Visit:
    """An exhibit as one reader meets it, with the questions that they may know of."""

    shown: Shown
    standing: Standing
    known: Sequence[Question]
    reader_id: int

    @classmethod
    def of(cls, reader: Reader, exhibit_id: int) -> "Visit":
        """In three statements. Raises NotFound when it hangs nowhere, or in another agency."""
        return cls(
            Shown.of(queries.exhibit(reader, exhibit_id)),
            queries.standing(reader, exhibit_id),
            asked.questions(reader, exhibit_id),
            reader.id,
        )

    @property
    def questions(self) -> list[Question]:
        """Those that were not removed."""
        return [one for one in self.known if one.removed_at is None]

    @property
    def has_asked(self) -> bool:
        """Whether they have spent their one question at what hangs now."""
        here = self.shown.hanging.id
        return any(one.asked_by == self.reader_id and one.exhibit_id == here for one in self.known)

    @property
    def warnings(self) -> list[Words]:
        """What in their own question looks as if it pointed to a real person."""
        texts = (one.text for one in self.questions if one.asked_by == self.reader_id)
        return privacy.findings(texts, today())

    def may(self, intent: str, which: str) -> bool:
        """Whether they may "ask", "remove" a question by its id, or "take-down" the exhibit."""
        if intent == "ask":
            return not self.standing.is_answerable  # trainers answer what is shared with them
        if intent == "remove":
            return which in {str(one.id) for one in self.questions}
        return self.standing.is_answerable
