"""Interactions inside a text: gaps, words to type, numbers."""

from decimal import Decimal

from cptraining.exchange import defaults, places, shares
from cptraining.exchange.notes import Authored
from cptraining.exchange.qti.responses import Responses
from cptraining.exchange.reading import Reading, Unusable
from cptraining.exchange.stems import Piece, inside, joined, pieces_of
from cptraining.exchange.tree import Element

_INLINE = ("qti-text-entry-interaction", "qti-inline-choice-interaction")
_TYPED = _INLINE[0]
_NUMERIC = {"float", "integer"}


def inline(reading: Reading, body: Element, responses: Responses) -> Authored:
    """The question whose gaps stand in its text; one field alone takes a word or a number."""
    found = body.find(*_INLINE)
    pieces = list(pieces_of(body.children))
    first = next(place for place, piece in enumerate(pieces) if _holds(piece))
    before = Element("", line=body.line, children=joined(pieces[:first]))
    rest = Element("", line=body.line, children=joined(pieces[first:]))
    kind = responses.kind(_response(found[0]))
    alone = len(found) == 1 and found[0].tag == _TYPED and _is_bare(rest, kind)
    if alone and kind in _NUMERIC:
        fields = _numeric(found[0], responses)
        unit = {"unit": rest.text.strip()} if rest.text.strip() else {}
        return {**reading.stem_of(before, defaults.WRITE), **fields, **unit}
    if alone:
        return {**reading.stem_of(before, defaults.WRITE), **_text(found[0], responses)}
    return _gaps(reading, before, rest, responses)


def _holds(piece: Piece) -> bool:
    return bool(Element("", children=inside(piece)).find(*_INLINE))


def _is_bare(rest: Element, kind: str) -> bool:
    """Whether nothing stands beside a field but a unit."""
    beside = rest.text.strip()
    return not beside or (kind in _NUMERIC and len(beside) <= 20)  # noqa: PLR2004 -- as units are


def _text(field: Element, responses: Responses) -> Authored:
    name = _response(field)
    accepted = _accepted(name, responses)
    has_case = any(one.has_case for one in responses.entries(name))
    return {"kind": "text", "accepted": accepted} | ({"case": True} if has_case else {})


def _accepted(name: str, responses: Responses) -> list[Authored]:
    entries = [(one.key, one.share) for one in responses.entries(name)]
    found = entries or [(text, Decimal(1)) for text in responses.texts(name)]
    return [
        {"text": text.strip().replace("*", "\\*")} | ({} if share == 1 else {"share": share})
        for text, share in found
    ]


def _numeric(field: Element, responses: Responses) -> Authored:
    """Numbers, as conditions tell them one by one, or as the item declares what is right."""
    name = _response(field)
    answers = [_condition(one, score) for one, score in responses.scored() if score > 0]
    if not answers or None in answers:
        answers = [
            {"equals": _needed(text)} | ({} if share == 1 else {"share": share})
            for text, share in _keys(name, responses)
        ]
    return {"kind": "numeric", "answers": answers}


def _keys(name: str, responses: Responses) -> list[tuple[str, Decimal]]:
    entries = [(one.key, one.share) for one in responses.entries(name)]
    return entries or [(text, Decimal(1)) for text in responses.correct(name)]


def _condition(one: Element, score: Decimal) -> Authored | None:
    """The answer that a condition means; None when it is another condition."""
    share = {} if score == 1 else {"share": score}
    values = [shares.number(value.text) for value in one.find("qti-base-value")]
    if one.tag == "qti-equal" and values and values[0] is not None:
        return {"equals": values[0], **_near(one), **share}
    ends = [inner.tag for inner in one.elements]
    if one.tag == "qti-and" and ends == ["qti-gte", "qti-lte"] and None not in values:
        return {"least": values[0], "most": values[1], **share}
    return None


def _near(equal: Element) -> Authored:
    tolerance = equal.attributes.get("tolerance", "0").split()
    within = shares.number(tolerance[0]) if tolerance else None
    is_known = equal.attributes.get("tolerance-mode", "exact") in {"exact", "absolute"}
    if within is None or not is_known or len(set(tolerance)) > 1:
        raise Unusable("How near is near enough cannot be read.", "Give one absolute tolerance.")
    return {"within": within} if within else {}


def _needed(text: str) -> Decimal:
    value = shares.number(text)
    if value is None:
        raise Unusable(f"“{text}” is no number.")
    return value


def _gaps(reading: Reading, before: Element, rest: Element, responses: Responses) -> Authored:
    places.refuse(rest.text)
    found = rest.find(*_INLINE)
    gaps = [_gap(one, responses) for one in found]
    for number, one in enumerate(found, 1):
        one.tag, one.children = "span", [places.place(number)]
    text = places.numbered(reading.line_of(rest.children))
    asked = reading.literal(defaults.FILL)
    stem = reading.stem_of(before, defaults.FILL) if before.children else {"prompt": asked}
    whole = {} if responses.processing.find("qti-sum") or len(gaps) == 1 else {"marks": "whole"}
    return {"kind": "gap", **stem, "text": text, "gaps": gaps, **whole}


def _gap(one: Element, responses: Responses) -> Authored:
    name = _response(one)
    if one.tag == _TYPED:
        return {"accepted": _accepted(name, responses)}
    texts = {
        choice.attributes.get("identifier", ""): choice.text.strip()
        for choice in one.all("qti-inline-choice")
    }
    accepted = [
        {"text": texts[id_].replace("*", "\\*")} | ({} if share == 1 else {"share": share})
        for id_, share in _keys(name, responses)
        if id_ in texts
    ]
    return {"accepted": accepted, "choices": list(texts.values())}


def _response(interaction: Element) -> str:
    return interaction.attributes.get("response-identifier", "")
