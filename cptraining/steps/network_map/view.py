"""What a page shows of a map."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from cptraining.rules.words import Words
from cptraining.steps.network_map import picture
from cptraining.steps.network_map.drawing import with_angles
from cptraining.steps.network_map.items import Item, names_of, ties
from cptraining.steps.network_map.naming import drawn, tied
from cptraining.steps.network_map.reading import CHANGED, TALK, changed, lost, new, talk


@dataclass(frozen=True)
class View:
    """A map to draw and to put into words.

    `name` is the invented person in the middle, None = the learner; `before` the earlier map,
    nothing where there is none.
    """

    TALK: ClassVar = TALK
    CHANGED: ClassVar = CHANGED
    SHAPES: ClassVar = picture.SHAPES
    SIGNS: ClassVar = picture.SIGNS
    ARROW: ClassVar = picture.ARROW

    name: str | None
    items: Sequence[Item]
    before: Sequence[Item]

    @property
    def earlier(self) -> "View":
        """The earlier map by itself."""
        return View(self.name, with_angles(self.before), ())

    @cached_property
    def drawn(self) -> picture.Picture:
        """What stands on the circles."""
        return picture.picture(tuple(self.items), tuple(self.before))

    @cached_property
    def known(self) -> list[str]:
        """The names of whom each item knows, in the order of the items."""
        names = names_of(self.items)
        return [names.text_of(item.knows) for item in self.items]

    @property
    def for_paper(self) -> dict[str, Any]:
        """Everything that a work sheet prints, as JSON: in the list, and on the picture."""
        spots = drawn(self.items, lost(self.before, self.items))
        return {
            "name": self.name,
            "items": self.listed,
            "before": self.earlier.listed,
            "spots": [
                spot._asdict() | {"item": spot.item._asdict(), "is_new": spot.item.id in self.new}
                for spot in spots
            ],
            "ties": [
                [(tie.one.x, tie.one.y), tie.control, (tie.other.x, tie.other.y)]
                for tie in tied(ties(self.items), spots)
            ],
        }

    @property
    def listed(self) -> list[dict[str, Any]]:
        """The list, with names for whom each knows."""
        return [
            item._asdict() | {"knows": known, "is_new": item.id in self.new}
            for item, known in zip(self.items, self.known, strict=True)
        ]

    @cached_property
    def new(self) -> set[str]:
        """The ids of what is on this map and was not on the earlier one."""
        return new(self.before, self.items)

    @property
    def talk(self) -> list[Words]:
        """What to talk about."""
        return talk(self.items)

    @property
    def changed(self) -> list[Words]:
        """What came and went since the earlier map."""
        return changed(self.before, self.items) if self.before else []
