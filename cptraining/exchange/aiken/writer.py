"""Questions of ours as Aiken."""

import re
from collections.abc import Iterable

from cptraining.exchange import stored
from cptraining.exchange.asking import Asking, Unsayable
from cptraining.exchange.notes import Exported, Lost
from cptraining.questions.content import Question

_MISTAKABLE = re.compile(r"[A-Z][.)]\s|ANSWER\s*:", re.IGNORECASE)


def write(questions: Iterable[Question]) -> Exported:
    """A file with all choices of one; other questions are reported."""
    lost: list[Lost] = []
    written = []
    for question in questions:
        asking = Asking(question)
        try:
            written.append(_question(asking))
            lost += asking.lost
        except Unsayable as why:
            lost.append(Lost(asking.id, f"left out: {why}"))
    if written:
        lost.append(Lost("every question", "without its id; reading the file makes new ones."))
    return Exported("\n".join(written).encode(), tuple(lost))


def _question(asking: Asking) -> str:
    if asking.kind != "choice" or asking.take("several"):
        raise Unsayable("Aiken has only choices of one.")
    prompt = _line(asking, asking.take("prompt"))
    options = asking.parts("options")
    texts = [_line(asking, option.take("text")) for option in options]
    right = next(place for place, option in enumerate(options) if option.take("right"))
    lines = [f"{_letter(place)}. {text}" for place, text in enumerate(texts)]
    return "\n".join([prompt, *lines, f"ANSWER: {_letter(right)}\n"])


def _line(asking: Asking, html: str) -> str:
    text = " ".join(stored.unmarked(asking, html).split())
    if _MISTAKABLE.match(text):
        raise Unsayable(f"“{text[:40]}” begins as an answer does.")
    return text


def _letter(place: int) -> str:
    return chr(ord("A") + place)
