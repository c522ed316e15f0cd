"""Our kinds of question as the interactions of QTI."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from cptraining.exchange import rubrics, stored
from cptraining.exchange.asking import Asking, Part, Unsayable
from cptraining.exchange.qti import processing
from cptraining.exchange.qti.markup import element, safe, xhtml
from cptraining.exchange.qti.processing import ONE, declared, variable

_GAP = re.compile(r"\[(\d{1,2})\]")
_RESPONSE = "RESPONSE"
_PAIR = ("directedPair", "multiple")


@dataclass(frozen=True)
class Parts:
    """The parts of an item: declarations, body, and the rules that work out the score.

    `template` names processing that does the same; no scoring at all = a person marks it.
    """

    declarations: str
    body: str
    scoring: str
    template: str = ""
    has_reasons: bool = False


def _choice(asking: Asking) -> Parts:
    is_whole, several = stored.marks_as_a_whole(asking), asking.take("several")
    options = stored.option_shares(asking)
    flags = [share > 0 if several else share == 1 for _, share in options]
    names = [f"A{place}" for place in range(1, len(options) + 1)]
    right = [name for name, flag in zip(names, flags, strict=True) if flag]
    has_shares = any(share not in {Decimal(0), ONE} for _, share in options)
    is_mapped = has_shares and not is_whole
    mapped = [(name, share) for name, (_, share) in zip(names, options, strict=True) if share]
    kind = ("identifier", "multiple" if several else "single")
    whys = [option.take("why") for option, _ in options]
    choices = "\n".join(
        element("simple-choice", xhtml(option.take("text")) + _reason(name, why), identifier=name)
        for name, why, (option, _) in zip(names, whys, options, strict=True)
    )
    limits = {"max_choices": "0" if several else "1"}
    shuffle = {"shuffle": "true" if asking.take("shuffle") else "false"}
    interaction = element(
        "choice-interaction", _prompt(asking) + choices, **_named(), **shuffle, **limits
    )
    return Parts(
        declared(_RESPONSE, kind, right, mapped if is_mapped else ()),
        interaction,
        processing.mapped([_RESPONSE]) if is_mapped else processing.matched(),
        "map_response" if is_mapped else "match_correct",
        any(whys),
    )


def _match(asking: Asking) -> Parts:
    pairs = [(pair.take("item"), pair.take("to")) for pair in asking.parts("pairs")]
    ends = list(dict.fromkeys([*(to for _, to in pairs), *asking.take("others")]))
    right = [f"A{place} B{ends.index(to) + 1}" for place, (_, to) in enumerate(pairs, 1)]
    is_mapped = asking.take("marks") == "parts"
    mapped = [(pair, ONE / len(pairs)) for pair in right] if is_mapped else []
    sets = _set("A", [item for item, _ in pairs], 1) + _set("B", ends, len(pairs))
    limits = {"shuffle": "true", "max_associations": str(len(pairs))}
    return Parts(
        declared(_RESPONSE, _PAIR, right, mapped),
        element("match-interaction", _prompt(asking) + sets, **_named(), **limits),
        processing.mapped([_RESPONSE]) if is_mapped else processing.matched(),
        "map_response" if is_mapped else "match_correct",
    )


def _order(asking: Asking) -> Parts:
    if asking.take("marks") == "parts":
        asking.cannot("it is all or nothing there: QTI's usual marking of orders has no parts.")
    items = asking.take("items")
    names = [f"A{place}" for place in range(1, len(items) + 1)]
    choices = "".join(
        element("simple-choice", xhtml(item), identifier=name)
        for name, item in zip(names, items, strict=True)
    )
    return Parts(
        declared(_RESPONSE, ("identifier", "ordered"), names),
        element("order-interaction", _prompt(asking) + choices, **_named(), shuffle="true"),
        processing.matched(),
        "match_correct",
    )


def _text(asking: Asking) -> Parts:
    keys = _keys(asking, asking.parts("accepted"))
    case = str(asking.take("case")).lower()
    right = [key for key, share in keys if share == 1][:1]
    return Parts(
        declared(_RESPONSE, ("string", "single"), right, keys, case=case),
        f"{_paragraph(asking)}\n<p>{element('text-entry-interaction', **_named())}</p>",
        processing.mapped([_RESPONSE]),
        "map_response",
    )


def _numeric(asking: Asking) -> Parts:
    answers = asking.parts("answers")
    branches = [(_condition(one), one.take("share")) for one in answers]
    first = answers[0].part.model_dump()
    right = first["least"] if first["equals"] is None else first["equals"]
    unit = asking.take("unit")
    beside = f" {safe(unit)}" if unit else ""
    return Parts(
        declared(_RESPONSE, ("float", "single"), [f"{right:f}"]),
        f"{_paragraph(asking)}\n<p>{element('text-entry-interaction', **_named())}{beside}</p>",
        processing.chosen(branches),
    )


def _gaps(asking: Asking) -> Parts:
    gaps, text = asking.parts("gaps"), str(asking.take("text"))
    names = [f"RESPONSE_{number}" for number in range(1, len(gaps) + 1)]
    if asking.take("marks") == "whole" and len(gaps) == 1:
        asking.cannot("with one gap, the whole and its part are the same.")
    if len(gaps) == 1 and _GAP.fullmatch(text) and not gaps[0].part.model_dump()["choices"]:
        asking.cannot("a gap without text around it comes back as words to type.")
    both = [_gap(asking, name, gap) for name, gap in zip(names, gaps, strict=True)]
    shown = _GAP.sub(lambda found: both[int(found[1]) - 1][1], xhtml(text))
    is_whole = asking.part.model_dump()["marks"] == "whole"
    return Parts(
        "\n".join(declaration for declaration, _ in both),
        f"{_paragraph(asking)}\n<p>{shown}</p>",
        processing.all_mapped(names) if is_whole else processing.mapped(names),
    )


def _gap(asking: Asking, name: str, gap: Part) -> tuple[str, str]:
    """The declaration of a gap, and its place in the text."""
    offered = stored.offered(gap)
    if not offered:
        keys = _keys(asking, gap.parts("accepted"))
        right = [key for key, share in keys if share == 1][:1]
        declaration = declared(name, ("string", "single"), right, keys, case="false")
        return declaration, element("text-entry-interaction", **_named(name))
    names = [f"A{place}" for place in range(1, len(offered) + 1)]
    mapped = [
        (id_, one.take("share")) for id_, (_, one) in zip(names, offered, strict=True) if one
    ]
    for _, one in offered:
        one and one.take("text")
    choices = "".join(
        element("inline-choice", safe(text), identifier=id_)
        for id_, (text, _) in zip(names, offered, strict=True)
    )
    right = [id_ for id_, share in mapped if share == 1][:1]
    declaration = declared(name, ("identifier", "single"), right, mapped)
    shuffle = {"shuffle": "true"}
    return declaration, element("inline-choice-interaction", choices, **_named(name), **shuffle)


def _open(asking: Asking) -> Parts:
    stored.take_default_rubric(asking)
    is_usual, model = "rubric" not in asking.left(), asking.take("model")
    table = "" if is_usual and not model else rubrics.table(asking.parts("rubric"))
    inside = element("content-body", xhtml(f"{table}\n{model}".strip()))
    rubric = element("rubric-block", inside, use="scoring", view="scorer") if table else ""
    lines = {"expected_lines": str(asking.take("lines"))}
    interaction = element("extended-text-interaction", _prompt(asking), **_named(), **lines)
    return Parts(declared(_RESPONSE, ("string", "single"), []), f"{rubric}\n{interaction}", "")


def _condition(one: Part) -> str:
    """Whether the response is the number, near enough, or within the range."""
    equals, within = one.take("equals"), one.take("within")
    least, most = one.take("least"), one.take("most")
    given = variable(_RESPONSE)
    if equals is None:
        ends = element("gte", given + _number(least)) + element("lte", given + _number(most))
        return element("and", ends)
    if not within:
        return element("equal", given + _number(equals), tolerance_mode="exact")
    near = {"tolerance_mode": "absolute", "tolerance": f"{within:f} {within:f}"}
    return element("equal", given + _number(equals), **near)


def _number(number: Decimal) -> str:
    return element("base-value", f"{number:f}", base_type="float")


def _keys(asking: Asking, accepted: list[Part]) -> list[tuple[str, Decimal]]:
    """What may be typed; a star for any text is more than QTI's mapping can say."""
    found = []
    for one in accepted:
        text, share = one.take("text"), one.take("share")
        if stored.is_literal(text):
            found.append((stored.literal(text), share))
        else:
            asking.cannot(f"“{text}” is left out: a key of QTI stands for itself only.")
    if not any(share == 1 for _, share in found):
        raise Unsayable("each right answer holds a star for any text.")
    return found


def _named(name: str = _RESPONSE) -> dict[str, str]:
    return {"response_identifier": name}


def _prompt(asking: Asking) -> str:
    return element("prompt", xhtml(asking.take("prompt")))


def _paragraph(asking: Asking) -> str:
    return f"<p>{xhtml(asking.take('prompt'))}</p>"


def _reason(name: str, why: str) -> str:
    shown = {"outcome_identifier": "FEEDBACK", "identifier": name, "show_hide": "show"}
    return element("feedback-inline", xhtml(why), **shown) if why else ""


def _set(letter: str, texts: list[str], most: int) -> str:
    inside = "".join(
        element(
            "simple-associable-choice",
            xhtml(text),
            identifier=f"{letter}{place}",
            match_max=str(most),
        )
        for place, text in enumerate(texts, 1)
    )
    return element("simple-match-set", inside)


WRITERS: dict[str, Callable[[Asking], Parts]] = {
    "choice": _choice,
    "match": _match,
    "order": _order,
    "numeric": _numeric,
    "text": _text,
    "gap": _gaps,
    "open": _open,
}
