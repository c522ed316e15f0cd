"""The bank of a course: questions in files of their own, which only draws can ask."""

from collections.abc import Iterator

from pydantic import ValidationError

from cptraining.courses.files import BankFields
from cptraining.courses.folder import Folder
from cptraining.courses.mistakes import explain
from cptraining.courses.stepfile import renderers
from cptraining.rules.outline import Banked

BANK = "bank"


def read(folder: Folder) -> tuple[Banked, ...]:
    """The questions of all YAML files in the folder `bank`, by the files' names.

    What is wrong is noted, and its file left out.
    """
    files = sorted((folder.root / BANK).glob("*.yaml"))
    return tuple(one for path in files for one in _read(folder, f"{BANK}/{path.name}"))


def _read(folder: Folder, file: str) -> Iterator[Banked]:
    written = folder.yaml(file)
    if written is None:
        return
    try:
        fields = BankFields.model_validate(written.value, context=renderers(folder, file))
    except ValidationError as error:
        folder.mistakes += explain(error, file, written)
        return
    for question in fields.questions:
        tags = list(dict.fromkeys([*question.tags, *fields.tags]))
        stored = question.model_dump(mode="json", exclude_defaults=True)
        yield Banked(stored | ({"tags": tags} if tags else {}), fields.module)
