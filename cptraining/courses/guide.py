"""The guide that the courses of one folder share: guide.yaml, beside their folders."""

from typing import Annotated

from pydantic import AfterValidator, Field, StringConstraints, ValidationError

from cptraining.courses.folder import Folder
from cptraining.courses.mistakes import explain
from cptraining.courses.stepfile import renderers
from cptraining.rules.authoring import Part, Text, mistake
from cptraining.rules.guide import Guide, Row
from cptraining.rules.prose import Drawing

GUIDE, PICTURES = "guide.yaml", "guide"
MOST_WORDS = 12
"""In one sentence: more are hard to read for many of those whom it is for."""


def _is_short(sentence: str) -> str:
    if len(sentence.split()) > MOST_WORDS:
        raise mistake(f"at most {MOST_WORDS} words in a sentence")
    return sentence


Sentence = Annotated[
    str,
    StringConstraints(min_length=1, max_length=60, strip_whitespace=True),
    AfterValidator(_is_short),
]
"""One short sentence of plain text; four underscores leave room to write."""


class RowFields(Part):
    """Sentences beside a picture, an .svg file in the folder `guide`; `alt` says what it shows."""

    picture: Annotated[Drawing, Field(min_length=1)]
    alt: Text
    says: Annotated[tuple[Sentence, ...], Field(min_length=1, max_length=3)]


class GuideFields(Part):
    """guide.yaml: as many rows as there is room for on two pages in large letters."""

    title: Annotated[Text, Field(max_length=60)]
    rows: Annotated[tuple[RowFields, ...], Field(min_length=2, max_length=10)]


def read(course: Folder) -> Guide | None:
    """The guide beside a course's folder, None when there is none; what is wrong is noted.

    Each edition keeps it whole, as it keeps everything that is printed from it: a guide that
    somebody was handed can be printed again as it was.
    """
    shelf = Folder(course.root.resolve().parent, course.mistakes)
    written = shelf.yaml(GUIDE) if (shelf.root / GUIDE).is_file() else None
    if written is None:
        return None
    context = renderers(shelf, f"{PICTURES}/{GUIDE}")
    try:
        fields = GuideFields.model_validate(written.value, context=context)
    except ValidationError as error:
        shelf.mistakes += explain(error, GUIDE, written)
        return None
    return Guide(fields.title, tuple(Row(row.says, row.picture, row.alt) for row in fields.rows))
