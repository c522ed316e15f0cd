"""What is wrong in a course's files, said so that its author can put it right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from cptraining.courses.written import Written

Where = Sequence[str | int]
"""The way to a value: names of fields and places in lists."""


@dataclass(frozen=True, order=True)
class Mistake:
    """One mistake: the file in the course's folder, the line, the field, and what to do."""

    file: str
    line: int
    field: str
    expected: str
    advice: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.field}: expected {self.expected}. {self.advice}"


class Mistakes(Exception):  # noqa: N818 -- it says what the author did, not what failed
    """Everything that is wrong with one course; nothing of it was loaded."""

    def __init__(self, found: Sequence[Mistake]) -> None:
        self.mistakes = sorted(set(found))
        super().__init__("\n".join(map(str, self.mistakes)))


def explain(error: ValidationError, file: str, written: Written) -> list[Mistake]:
    """The mistakes of one checked part of a file, each at the line where it was written."""
    details = [detail for detail in error.errors() if not _follows(detail, error)]
    return [_mistake(detail, file, written) for detail in details]


def _follows(detail: Mapping[str, Any], error: ValidationError) -> bool:
    """Whether a list is too short only because something in it is wrong."""
    place = tuple(detail["loc"])
    inside = (tuple(other["loc"]) for other in error.errors())
    return detail["type"] == "too_short" and any(
        loc[: len(place)] == place and len(loc) > len(place) for loc in inside
    )


def _mistake(detail: Mapping[str, Any], file: str, written: Written) -> Mistake:
    given = detail.get("ctx", {})
    where = (*detail["loc"], *given.get("where", ()))
    expected, advice = _WORDS.get(detail["type"], ("{msg}", "Correct this field."))
    expected = expected.format(**{"msg": detail["msg"], **given})
    return Mistake(file, written.line(where), written.field(where), expected, advice)


_SHORTER = "Shorten it."
_NUMBER = "Write digits only."
_WORDS = {
    "missing": ("a value", "Add this field."),
    "extra_forbidden": ("no field of this name", "Check its spelling, or take it out."),
    "authoring": ("{expected}", "Correct this field."),
    "string_type": ("text", "Put the text in quotation marks."),
    "string_too_short": ("some text", "Write it, or take the field out."),
    "string_too_long": ("at most {max_length} characters", _SHORTER),
    "string_pattern_mismatch": (
        "a name that matches {pattern}",
        "Use letters, digits and hyphens only.",
    ),
    "int_type": ("a whole number", _NUMBER),
    "int_parsing": ("a whole number", _NUMBER),
    "int_from_float": ("a whole number", _NUMBER),
    "decimal_type": ("a number", _NUMBER),
    "decimal_parsing": ("a number", _NUMBER),
    "decimal_max_digits": ("at most {max_digits} digits", "Round the number."),
    "enum": ("{expected}", "Correct this field."),
    "bool_type": ("true or false", "Write true or false, without quotation marks."),
    "bool_parsing": ("true or false", "Write true or false, without quotation marks."),
    "greater_than": ("more than {gt}", "Correct the number."),
    "greater_than_equal": ("{ge} or more", "Correct the number."),
    "less_than_equal": ("{le} or less", "Correct the number."),
    "too_short": ("at least {min_length}", "Add to the list."),
    "too_long": ("at most {max_length}", "Take some out of the list."),
    "tuple_type": ("a list", "Begin each entry on its own line with “- ”."),
    "model_type": ("fields, each as “name: value”", "Write one field a line."),
    "model_attributes_type": ("fields, each as “name: value”", "Write one field a line."),
    "union_tag_invalid": ("one of these kinds: {expected_tags}", "Correct the kind."),
    "union_tag_not_found": ("a kind", "Add the line “kind: …”."),
}
