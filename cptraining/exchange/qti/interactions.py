"""The interactions of QTI that stand by themselves, each as a kind of question of ours."""

from decimal import Decimal

from cptraining.exchange import defaults, rubrics, shares
from cptraining.exchange.notes import Authored
from cptraining.exchange.qti.responses import Responses, pairs
from cptraining.exchange.reading import Reading, Unusable
from cptraining.exchange.shares import Answered
from cptraining.exchange.tree import Element

_USUAL_LINES = 6


def choice(reading: Reading, interaction: Element, responses: Responses) -> Authored:
    """One option or several of some."""
    name = _response(interaction)
    several = responses.has_several(name)
    choices = interaction.all("qti-simple-choice")
    entries = {one.key: one.share for one in responses.entries(name, adds_up=several)}
    right = responses.correct(name)
    _note_unknown(reading, interaction, responses)
    texts = [_texts(reading, one) for one in choices]
    ids = [one.attributes.get("identifier", "") for one in choices]
    shuffled = {} if interaction.attributes.get("shuffle") == "true" else {"shuffle": False}
    if entries:
        answers = [
            Answered(text, entries.get(id_, Decimal(0)), why)
            for id_, (text, why) in zip(ids, texts, strict=True)
        ]
        return {"kind": "choice", **shares.options(answers, several=several), **shuffled}
    options = [
        {"text": text} | ({"why": why} if why else {}) | ({"right": True} if id_ in right else {})
        for id_, (text, why) in zip(ids, texts, strict=True)
    ]
    more = {"several": True} if several else {}
    return {"kind": "choice", "options": options, **more, **shuffled}


def _texts(reading: Reading, one: Element) -> tuple[str, str]:
    """An option and what is said of it."""
    comments = one.find("qti-feedback-inline", "qti-feedback-block")
    why = " ".join(reading.line_of(_body(comment).children) for comment in comments)
    tags = {comment.tag for comment in comments}
    text = [child for child in one.children if isinstance(child, str) or child.tag not in tags]
    return reading.line_of(text), why


def _body(comment: Element) -> Element:
    return comment.first("qti-content-body") or comment


def match(reading: Reading, interaction: Element, responses: Responses) -> Authored:
    """Pairs of two sets; what no pair has belongs to nothing."""
    sets = interaction.all("qti-simple-match-set")
    if len(sets) != 2:  # noqa: PLR2004 -- items, and what belongs to them
        raise Unusable("A match interaction needs two sets.")
    first, second = (
        {
            one.attributes.get("identifier", ""): reading.line_of(one.children)
            for one in set_.all("qti-simple-associable-choice")
        }
        for set_ in sets
    )
    name = _response(interaction)
    key = pairs(responses.correct(name) or [one.key for one in responses.entries(name)])
    _note_unknown(reading, interaction, responses)
    unpaired = [text for id_, text in first.items() if key.get(id_) not in second]
    if unpaired:
        raise Unusable(f"“{unpaired[0]}” belongs to nothing.", "Give each item a right partner.")
    found: Authored = {
        "kind": "match",
        "pairs": [{"item": text, "to": second[key[id_]]} for id_, text in first.items()],
        "others": [text for id_, text in second.items() if id_ not in key.values()],
    }
    return found | ({"marks": "parts"} if responses.is_mapped else {})


def order(reading: Reading, interaction: Element, responses: Responses) -> Authored:
    """Items in their order."""
    items = {
        one.attributes.get("identifier", ""): reading.line_of(one.children)
        for one in interaction.all("qti-simple-choice")
    }
    _note_unknown(reading, interaction, responses)
    ordered = responses.correct(_response(interaction))
    if sorted(ordered) != sorted(items):
        raise Unusable("The right order does not name every item once.")
    return {"kind": "order", "items": [items[id_] for id_ in ordered]}


def open_(reading: Reading, interaction: Element, responses: Responses) -> Authored:
    """A longer text, which a person marks."""
    del reading, responses
    lines = interaction.attributes.get("expected-lines", "")
    height = min(max(int(lines[:4]), 2), 30) if lines.isdecimal() else _USUAL_LINES
    more = {} if height == _USUAL_LINES else {"lines": height}
    return {"kind": "open", "rubric": [dict(one) for one in defaults.RUBRIC], **more}


def rubric(reading: Reading, body: Element) -> Authored:
    """How an open question is marked, and a good answer, from what only markers see."""
    blocks = body.find("qti-rubric-block")
    criteria, rest = rubrics.parted(_body(blocks[0])) if blocks else ([], [])
    if not criteria:
        what = "An open question says nothing of how it is marked."
        reading.note(body.line, what, defaults.RUBRIC_ADVICE)
    found: Authored = {"model": reading.prose_of(rest)}
    if criteria:
        found["rubric"] = [
            {"text": reading.line_of(one.text), "points": one.points} for one in criteria
        ]
    for block in blocks[1:]:
        reading.note(block.line, f"A rubric is left out: {block.text.strip()[:80]}", "")
    return found


def _response(interaction: Element) -> str:
    return interaction.attributes.get("response-identifier", "")


def _note_unknown(reading: Reading, interaction: Element, responses: Responses) -> None:
    """Processing of its own kind is not run: what is right is what the item declares."""
    if not (responses.is_mapped or responses.is_matched):
        what = "How the item works out the mark is not understood."
        reading.note(interaction.line, what, "What it declares as right was taken as right.")
