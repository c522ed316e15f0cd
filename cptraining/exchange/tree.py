"""Elements with text and other elements in them, as HTML and XML have them."""

from collections.abc import Iterator
from dataclasses import dataclass, field

DEEPEST = 60
"""Elements inside each other: far more than a question needs."""


@dataclass
class Element:
    """An element: its name, its attributes, what is inside, and the line where it begins."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    line: int = 1
    children: list["Element | str"] = field(default_factory=list)

    @property
    def elements(self) -> list["Element"]:
        """The elements directly inside."""
        return [child for child in self.children if isinstance(child, Element)]

    @property
    def text(self) -> str:
        """All text inside, at any depth."""
        parts = (child if isinstance(child, str) else child.text for child in self.children)
        return "".join(parts)

    def all(self, *tags: str) -> list["Element"]:
        """The elements of these names directly inside."""
        return [element for element in self.elements if element.tag in tags]

    def first(self, tag: str) -> "Element | None":
        """The first element of this name directly inside; None = there is none."""
        return next(iter(self.all(tag)), None)

    def walk(self) -> Iterator["Element"]:
        """Every element inside, at any depth, in order."""
        for element in self.elements:
            yield element
            yield from element.walk()

    def find(self, *tags: str) -> list["Element"]:
        """The elements of these names at any depth."""
        return [element for element in self.walk() if element.tag in tags]

    def add(self, text: str) -> None:
        """Add text after what is inside already."""
        if self.children and isinstance(self.children[-1], str):
            self.children[-1] += text
        elif text:
            self.children.append(text)
