"""What can be found in an edition: its modules, its steps, and where they come from."""

from collections.abc import Iterator
from typing import NamedTuple

from cptraining.rules.outline import Outline, Step
from cptraining.rules.prose import plain
from cptraining.steps import kinds


class Text(NamedTuple):
    """A place in an edition with its title and its plain words; see models.Passage."""

    place: str
    title: str
    words: str


def texts(outline: Outline) -> Iterator[Text]:
    """Everything that may be read before anything was answered: no question and no key."""
    for module in outline.modules:
        yield Text(module.id, module.title, " ".join((module.summary, *module.outcomes)))
        if module.sources:
            yield Text(f"{module.id}/sources", module.title, plain(module.sources))
        yield from map(_of, module.steps)


def _of(step: Step) -> Text:
    content = kinds()[step.kind].read(step.content)
    return Text(step.id, step.title, plain(" ".join((step.prose, *content.readable))))
