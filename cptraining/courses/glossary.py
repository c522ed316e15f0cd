"""The terms that the courses of one folder share: glossary.yaml, beside their folders."""

from typing import Annotated

from pydantic import Field, ValidationError

from cptraining.courses.folder import Folder
from cptraining.courses.mistakes import explain
from cptraining.rules.authoring import Part, Text
from cptraining.rules.glossary import Term, used
from cptraining.rules.outline import Module
from cptraining.rules.prose import Line
from cptraining.web import markdown

GLOSSARY = "glossary.yaml"


class TermFields(Part):
    """A term, what it means in one line of Markdown, and other forms that texts use."""

    term: Text
    means: Line
    also: Annotated[tuple[Text, ...], Field(max_length=10)] = ()


class GlossaryFields(Part):
    """glossary.yaml."""

    terms: Annotated[tuple[TermFields, ...], Field(min_length=1, max_length=300)]


def read(course: Folder, modules: tuple[Module, ...]) -> tuple[Term, ...]:
    """The terms that the steps of a course use, by name; what is wrong is noted."""
    shelf = Folder(course.root.resolve().parent, course.mistakes)
    if not (shelf.root / GLOSSARY).is_file():
        return ()
    texts = [step.prose for module in modules for step in module.steps]
    return used(texts, _terms(shelf))


def _terms(shelf: Folder) -> tuple[Term, ...]:
    written = shelf.yaml(GLOSSARY)
    if written is None:
        return ()
    try:
        fields = GlossaryFields.model_validate(written.value, context={"line": markdown.line})
    except ValidationError as error:
        shelf.mistakes += explain(error, GLOSSARY, written)
        return ()
    seen: set[str] = set()
    terms = []
    for place, one in enumerate(fields.terms):
        term = Term(one.term, one.means, one.also)
        if forms := {form.casefold() for form in term.forms} & seen:
            line, advice = written.line(["terms", place]), "Explain it in one place."
            shelf.note(GLOSSARY, line, f"terms[{place + 1}]", f"“{min(forms)}” once", advice)
        seen.update(form.casefold() for form in term.forms)
        terms.append(term)
    return tuple(sorted(terms, key=lambda term: term.name.casefold()))
