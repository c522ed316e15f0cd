"""Aiken into questions of ours, line by line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial

from cptraining.exchange.decoding import decoded
from cptraining.exchange.notes import Authored, Found, Imported
from cptraining.exchange.reading import Reading, Unusable, Watch

_OPTION = re.compile(r"\s*([A-Za-z])[.)](?:\s+(.*)|)$")
_ANSWER = re.compile(r"\s*ANSWER\s*:\s*(.*)$", re.IGNORECASE)


@dataclass
class _Question:
    """The lines of one question so far."""

    line: int
    asked: list[str] = field(default_factory=list)
    options: dict[str, str] = field(default_factory=dict)
    answer: str | None = None
    written: list[str] = field(default_factory=list)
    twice: str = ""

    def add(self, text: str) -> None:
        """Add a line to what is asked, to the options, or to the option before it."""
        self.written.append(text)
        option, answer = _OPTION.match(text), _ANSWER.match(text)
        if answer:
            self.answer = answer[1].strip()
        elif option and (self.asked or self.options):
            self._add_option(option[1].upper(), (option[2] or "").strip())
        elif self.options:
            last = next(reversed(self.options))
            self.options[last] = f"{self.options[last]} {text.strip()}".strip()
        else:
            self.asked.append(text.strip())

    def _add_option(self, letter: str, text: str) -> None:
        if letter in self.options:
            self.twice = letter
        self.options[letter] = text

    def fields(self, reading: Reading) -> Authored:
        """The question. Raises Unusable."""
        if self.answer is None:
            raise Unusable("A question has no right answer.", "End it with a line ANSWER: A.")
        if self.twice:
            what = f"Two options have the letter {self.twice}."
            raise Unusable(what, "End each question with ANSWER:, and give each option a letter.")
        right = self.answer[:1].upper()
        if right not in self.options:
            what = f"“{self.answer}” is none of its options."
            raise Unusable(what, "Write the letter of the right option after ANSWER:.")
        options = [
            {"text": reading.literal(text)} | ({"right": True} if letter == right else {})
            for letter, text in self.options.items()
        ]
        prompt = reading.literal(" ".join(self.asked))
        return {"kind": "choice", "prompt": prompt, "options": options}


def read(
    data: bytes, prefix: str = "q", *, exact: bool = False, watch: Watch | None = None
) -> Imported:
    """Every question of a file, and a note of everything that is none. Raises Unreadable."""
    reading = Reading(prefix, exact=exact, watch=watch)
    questions = list(_questions(decoded(data)))
    reading.total = len(questions)
    for question in questions:
        source = "\n".join(question.written)
        found = Found(question.line, {}, source)
        reading.attempt(found, partial(question.fields, reading))
        if question.answer and len(question.answer) > 1:
            what = f"“{question.answer[1:].strip()}” after the letter is left out."
            reading.note(question.line + len(question.written) - 1, what, "One option is right.")
    return reading.imported


def _questions(text: str) -> Iterator[_Question]:
    found: _Question | None = None
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        found = found or _Question(number)
        found.add(line)
        if found.answer is not None:
            yield found
            found = None
    if found:
        yield found
