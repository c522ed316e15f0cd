"""What may stand in course.yaml, in module.yaml and at the top of a step."""

from typing import Annotated

from pydantic import Field, StringConstraints

from cptraining.questions.reading import AnyQuestion
from cptraining.rules.authoring import Key, Part, Text
from cptraining.rules.prose import Drawing

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,59}$")]
NoteFile = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,60}\.md$")]
Outcomes = Annotated[tuple[Text, ...], Field(min_length=1, max_length=12)]


class CertificateFields(Part):
    """What finishing the course gives; without `months` it never expires."""

    title: Text
    months: Annotated[int, Field(ge=1, le=120)] | None = None


class CourseFields(Part):
    """course.yaml: `modules` are folders beside it, in order; `note` is a file beside it."""

    slug: Slug
    title: Text
    summary: Text
    outcomes: Outcomes
    modules: Annotated[tuple[Key, ...], Field(min_length=1, max_length=60)]
    open: bool = False
    note: NoteFile | None = None
    certificate: CertificateFields | None = None


class ModuleFields(Part):
    """module.yaml: `steps` are Markdown files beside it, without their .md, in order.

    `test_out` is one more, with a quiz that can be taken instead of the module. `sources` is a
    Markdown file that says where the content comes from, `picture` an .svg file for the card.
    """

    title: Text
    summary: Text
    outcomes: Outcomes
    steps: Annotated[tuple[Key, ...], Field(min_length=1, max_length=60)]
    part: Text | None = None
    test_out: Key | None = None
    sources: NoteFile | None = None
    picture: Drawing = ""


class BankFields(Part):
    """A file in the folder bank: questions that only draws can ask.

    `module` is what all of them are about; `tags` are given to each.
    """

    questions: Annotated[tuple[AnyQuestion, ...], Field(min_length=1, max_length=500)]
    module: Key | None = None
    tags: Annotated[tuple[Key, ...], Field(max_length=10)] = ()


class StepFields(Part):
    """The lines between the two --- at the top of a step."""

    kind: str
    title: Text
    minutes: Annotated[int, Field(ge=1, le=20)]
    required: bool = True
    shows: str | None = None
