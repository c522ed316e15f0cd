"""Texts of other systems, which say how they are meant: as HTML, as plain text, as Markdown."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from cptraining.exchange import html
from cptraining.exchange.tree import Element


class Form(StrEnum):
    """How a text is meant; `AUTO` is HTML whose new lines count too."""

    HTML = "html"
    AUTO = "auto"
    PLAIN = "plain"
    MARKDOWN = "markdown"


@dataclass(frozen=True)
class Source:
    """A text, how it is meant, and the line where it begins."""

    text: str
    form: Form = Form.HTML
    line: int = 1

    @cached_property
    def tree(self) -> Element:
        """The text as elements; Markdown is not read here."""
        if self.form is Form.PLAIN:
            root = Element("", line=self.line)
            for place, line in enumerate(self.text.strip().split("\n")):
                root.children += [Element("br", line=self.line), line] if place else [line]
            return root
        text = self.text.strip()
        return html.tree(text.replace("\n", "<br>") if self.form is Form.AUTO else text, self.line)

    @property
    def is_markdown(self) -> bool:
        """Whether it is written as our authors write."""
        return self.form is Form.MARKDOWN

    def __bool__(self) -> bool:
        return bool(self.text.strip())


def plain(text: str, line: int = 1) -> Source:
    """A text in which nothing means anything but itself."""
    return Source(text, Form.PLAIN, line)
