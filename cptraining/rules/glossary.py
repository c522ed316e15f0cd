"""Words that need explaining: each is underlined where a text first uses it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

_TAG = re.compile(r"(<[^>]+>)")
_NAME = re.compile(r"</?([a-z0-9]+)")
_LEFT_ALONE = {"a", "abbr", "code", "h2", "h3", "h4", "pre", "svg"}


@dataclass(frozen=True)
class Term:
    """A word or a few, what they mean as sanitised HTML in one line, and their other forms."""

    name: str
    meaning: str
    also: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """What the page of all terms calls it in its address."""
        return re.sub(r"[^a-z0-9]+", "-", self.name.casefold()).strip("-")

    @property
    def forms(self) -> tuple[str, ...]:
        """Every way to write it."""
        return (self.name, *self.also)


def used(texts: Iterable[str], terms: Sequence[Term]) -> tuple[Term, ...]:
    """Those terms that any of the texts, sanitised HTML, uses; in their own order."""
    finder = _Finder(terms)
    found = {term.name for text in texts for term in finder.terms(text)}
    return tuple(term for term in terms if term.name in found)


def explained(html: str, terms: Sequence[Term]) -> str:
    """Sanitised HTML in which the first use of each term opens its meaning, without a script.

    Headings and links are left as they are.
    """
    return _Finder(terms).explained(html) if terms else html


class _Finder:
    """Looks for terms in the words between tags, the longest form first."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self._terms = {_key(form): term for term in terms for form in term.forms}
        forms = sorted((form for term in terms for form in term.forms), key=len, reverse=True)
        ways = "|".join(_way(form) for form in forms)
        self._pattern = re.compile(rf"(?<![\w-])(?:{ways})(?![\w-])") if forms else None

    def terms(self, html: str) -> Iterator[Term]:
        """Each use, wherever it may be explained."""
        for text, is_open in _texts(html):
            if is_open and self._pattern:
                yield from (self._terms[_key(found[0])] for found in self._pattern.finditer(text))

    def explained(self, html: str) -> str:
        seen: set[str] = set()

        def open_once(found: re.Match[str]) -> str:
            term = self._terms[_key(found[0])]
            if term.name in seen:
                return found[0]
            seen.add(term.name)
            return _opening(found[0], term)

        pattern = self._pattern
        return "".join(
            pattern.sub(open_once, text) if is_open and pattern else text
            for text, is_open in _texts(html)
        )


def _texts(html: str) -> Iterator[tuple[str, bool]]:
    """Tags and the words between them, in order, and whether a term may be explained there."""
    closed = 0
    for part in _TAG.split(html):
        tag = _NAME.match(part)
        if tag and tag[1] in _LEFT_ALONE:
            closed += -1 if part.startswith("</") else 1
        yield part, not part.startswith("<") and not closed


def _way(form: str) -> str:
    """A pattern for one form; only what is all in capitals must be written so."""
    words = r"\s+".join(re.escape(escape(word)) for word in form.split())
    return words if form.isupper() else f"(?i:{words})"


def _key(form: str) -> str:
    return " ".join(form.casefold().split())


def _opening(words: str, term: Term) -> str:
    return (
        f'<button class="app-term" type="button" popovertarget="term-{term.id}">{words}</button>'
        f'<span class="app-meaning" id="term-{term.id}" popover><b>{escape(term.name)}</b> '
        f"{term.meaning}</span>"
    )
