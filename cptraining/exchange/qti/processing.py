"""What an item declares and how its responses are processed, as XML."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from cptraining.exchange import shares
from cptraining.exchange.qti.markup import element, safe

_TEMPLATES = "https://purl.imsglobal.org/spec/qti/v3p0/rptemplates"
ONE, NOTHING = Decimal(1), Decimal(0)


def declared(
    name: str,
    kind: tuple[str, str],
    right: Sequence[str],
    mapped: Sequence[tuple[str, Decimal]] = (),
    **mapping: str,
) -> str:
    """A response: its base type and cardinality, what is right, and what each value adds."""
    values = "".join(element("value", safe(one)) for one in right)
    correct = element("correct-response", values) if right else ""
    case = {"case_sensitive": mapping.pop("case")} if "case" in mapping else {}
    entries = "".join(
        element("map-entry", map_key=key, mapped_value=plain(share), **case)
        for key, share in mapped
    )
    limits = {"lower_bound": "0", "upper_bound": "1", "default_value": "0"} | mapping
    inside = correct + (element("mapping", entries, **limits) if mapped else "")
    named = {"identifier": name, "cardinality": kind[1], "base_type": kind[0]}
    return element("response-declaration", inside, **named)


def outcomes(worth: Decimal, names: Mapping[str, str], *, is_human: bool = False) -> str:
    """The score, the most that can be reached, and the names of what may be said afterwards."""
    human = {"external_scored": "human"} if is_human else {}
    most = element("default-value", element("value", f"{worth:f}"))
    score = {"identifier": "SCORE", "cardinality": "single", "base_type": "float"}
    found = [
        element("outcome-declaration", **score, normal_maximum=plain(worth), **human),
        element("outcome-declaration", most, **(score | {"identifier": "MAXSCORE"})),
        *(
            element(
                "outcome-declaration", identifier=name, cardinality=many, base_type="identifier"
            )
            for name, many in names.items()
        ),
    ]
    return "\n".join(found)


def template(name: str) -> str:
    """The processing that everybody knows by its name."""
    return element("response-processing", template=f"{_TEMPLATES}/{name}.xml")


def matched(condition: str = "") -> str:
    """The whole mark if a condition holds; if none is given, for the right response."""
    right = element("match", variable("RESPONSE") + element("correct", identifier="RESPONSE"))
    return chosen([(condition or right, ONE)])


def chosen(branches: Sequence[tuple[str, Decimal]]) -> str:
    """The share of the first condition that holds."""
    names = ["response-if", *["response-else-if"] * (len(branches) - 1)]
    inside = "".join(
        element(name, condition + score(value(share)))
        for name, (condition, share) in zip(names, branches, strict=True)
    )
    return element("response-condition", inside + element("response-else", score(value(NOTHING))))


def mapped(names: Sequence[str]) -> str:
    """The average of what the responses add."""
    each = [element("map-response", identifier=name) for name in names]
    if len(each) == 1:
        return score(each[0])
    total = element("sum", "".join(each))
    return score(element("divide", total + value(Decimal(len(each)))))


def all_mapped(names: Sequence[str]) -> str:
    """The whole mark if each response adds all that it can."""
    full = (element("map-response", identifier=name) + value(ONE) for name in names)
    return matched(element("and", "".join(element("gte", one) for one in full)))


def said(*, verdict: bool, general: bool, reasons: bool) -> str:
    """Which feedback is shown."""
    is_right = element("gte", variable("SCORE") + value(ONE))
    branches = element("response-if", is_right + _name("VERDICT", "right"))
    branches += element("response-else", _name("VERDICT", "not_yet"))
    found = [
        element("response-condition", branches) if verdict else "",
        _name("GENERAL", "general") if general else "",
        element("set-outcome-value", variable("RESPONSE"), identifier="FEEDBACK")
        if reasons
        else "",
    ]
    return "".join(found)


def weighed(worth: Decimal) -> str:
    """The score by what the question is worth."""
    return score(element("product", variable("SCORE") + value(worth))) if worth != 1 else ""


def variable(name: str) -> str:
    """The value of a response or an outcome."""
    return element("variable", identifier=name)


def value(number: Decimal) -> str:
    """A number."""
    return element("base-value", plain(number), base_type="float")


def score(inside: str) -> str:
    """Set the score."""
    return element("set-outcome-value", inside, identifier="SCORE")


def plain(number: Decimal) -> str:
    """A number in digits, with as many places as others read."""
    return f"{shares.tidy(round(number, 7)):f}"


def _name(outcome: str, name: str) -> str:
    return element(
        "set-outcome-value",
        element("base-value", name, base_type="identifier"),
        identifier=outcome,
    )
