"""What is right in an item, and what each answer adds: its declarations and its processing."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from cptraining.exchange import shares
from cptraining.exchange.reading import Unusable
from cptraining.exchange.tree import Element

_CONDITIONS = ("qti-response-if", "qti-response-else-if", "qti-response-else")


@dataclass(frozen=True)
class Entry:
    """A key and what it adds to the mark."""

    key: str
    share: Decimal
    has_case: bool = False


class Responses:
    """The declarations of an item and how its responses are processed."""

    def __init__(self, item: Element) -> None:
        self.declared = {
            one.attributes.get("identifier", ""): one
            for one in item.all("qti-response-declaration")
        }
        processing = item.first("qti-response-processing")
        self.processing = processing or Element("", line=item.line)
        self.outcomes = item.all("qti-outcome-declaration")
        template = self.processing.attributes.get("template", "")
        self.is_mapped = "map_response" in template or bool(
            self.processing.find("qti-map-response")
        )
        self.is_matched = "match_correct" in template or bool(self.processing.find("qti-correct"))
        self.is_human = any(one.attributes.get("external-scored") for one in self.outcomes)

    def correct(self, name: str) -> list[str]:
        """The values of the right response."""
        declared = self._declared(name).first("qti-correct-response")
        values = declared.all("qti-value") if declared else []
        return [" ".join(value.text.split()) for value in values]

    def texts(self, name: str) -> list[str]:
        """The same, every space as it was written."""
        declared = self._declared(name).first("qti-correct-response")
        return [value.text.strip() for value in declared.all("qti-value")] if declared else []

    def entries(self, name: str, *, adds_up: bool = False) -> list[Entry]:
        """What each response adds, as a share of the whole; none = nothing is mapped."""
        mapping = self._declared(name).first("qti-mapping")
        if mapping is None or not self.is_mapped:
            return []
        found = [(one, _number(one, "mapped-value")) for one in mapping.all("qti-map-entry")]
        positive = [value for _, value in found if value > 0]
        usual = sum(positive, start=Decimal(0)) if adds_up else max(positive, default=Decimal(0))
        whole = shares.number(mapping.attributes.get("upper-bound", "")) or usual
        return [_entry(one, value / whole if whole else value) for one, value in found]

    def kind(self, name: str) -> str:
        """The base type of a response."""
        return self._declared(name).attributes.get("base-type", "identifier")

    def has_several(self, name: str) -> bool:
        """Whether a response has several values."""
        return self._declared(name).attributes.get("cardinality") == "multiple"

    @property
    def worth(self) -> Decimal | None:
        """The most that can be reached, if the item says so."""
        for one in self.outcomes:
            default = one.first("qti-default-value")
            if one.attributes.get("identifier") == "MAXSCORE" and default:
                return shares.number(default.text)
        return None

    def scored(self) -> list[tuple[Element, Decimal]]:
        """Conditions and the score that each gives, in their order."""
        found = []
        for branch in self.processing.find(*_CONDITIONS):
            value = _set_score(branch)
            conditions = [one for one in branch.elements if one.tag != "qti-set-outcome-value"]
            if value is not None and conditions:
                found.append((conditions[0], value))
        return found

    def _declared(self, name: str) -> Element:
        if name not in self.declared:
            raise Unusable(f"The response {name or 'without a name'} is declared nowhere.")
        return self.declared[name]


def _set_score(branch: Element) -> Decimal | None:
    for one in branch.all("qti-set-outcome-value"):
        base = one.first("qti-base-value")
        if one.attributes.get("identifier") == "SCORE" and base:
            return shares.number(base.text)
    return None


def _entry(one: Element, share: Decimal) -> Entry:
    if not -1 <= share <= 1:
        raise Unusable("An answer adds more than the whole mark.", "Correct its mapped value.")
    key = one.attributes.get("map-key", "")
    has_case = one.attributes.get("case-sensitive", "true") == "true"
    return Entry(key, shares.tidy(round(share, 7)), has_case)


def _number(one: Element, name: str) -> Decimal:
    value = shares.number(one.attributes.get(name, ""))
    if value is None:
        raise Unusable(f"“{one.attributes.get(name, '')}” is no number.")
    return value


def pairs(values: Sequence[str]) -> dict[str, str]:
    """Directed pairs, written as two names."""
    split = (value.split() for value in values)
    return {one[0]: one[1] for one in split if len(one) == 2}  # noqa: PLR2004 -- a pair
