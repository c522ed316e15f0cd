"""What one can notice about a map of assets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from cptraining.rules.dates import stored_day
from cptraining.rules.words import Words


@dataclass(frozen=True)
class Reading:
    """What is first-hand, what nobody has checked, which sorts are not there yet."""

    been: list[str]
    count: int
    unchecked: list[str]
    absent: list[Words | str]


def reading(items: Sequence[Mapping[str, Any]], sorts: Mapping[str, Words | str]) -> Reading:
    """Names of entries as they were written; an entry without a date counts as unchecked."""
    found = {item.get("sort") for item in items}
    return Reading(
        been=[str(item.get("name")) for item in items if item.get("been") is True],
        count=len(items),
        unchecked=[
            str(item.get("name")) for item in items if stored_day(item.get("checked")) is None
        ],
        absent=[name for id_, name in sorts.items() if id_ not in found],
    )
