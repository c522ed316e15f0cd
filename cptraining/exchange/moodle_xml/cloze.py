"""Cloze questions, whose gaps stand in the text itself, to and from questions with gaps."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from html import escape, unescape

from cptraining.exchange import defaults, places, shares, stored
from cptraining.exchange.asking import Asking, Part
from cptraining.exchange.moodle_xml.fields import Fields
from cptraining.exchange.notes import Authored
from cptraining.exchange.reading import Reading, Unusable
from cptraining.exchange.shares import Answered
from cptraining.exchange.stems import joined, pieces_of
from cptraining.exchange.texts import Form, Source
from cptraining.exchange.tree import Element

_GAP = re.compile(r"\{(?P<weight>\d*):(?P<kind>[A-Z_]+):(?P<answers>(?:\\.|[^\\}])*)\}", re.DOTALL)
_NUMBER = re.compile(r"\[(\d{1,2})\]")
_WEIGHT = re.compile(r"%([^%]*)%")
_PARTS = re.compile(r"((?:\\.|[^\\~#])*)([~#]|\Z)", re.DOTALL)
_BACKSLASH = re.compile(r"\\(.)", re.DOTALL)
_SIGNS = re.compile(r"[\\}#~/\"]")
_TYPED = {"SHORTANSWER", "SA", "MW", "NUMERICAL", "NM"}
_TYPED_STRICTLY = {"SHORTANSWER_C", "SAC", "MWC"}
_CHOSEN = re.compile(r"(?:MULTICHOICE|MC)(?:_?[VHS]+)?")


def read(reading: Reading, fields: Fields) -> Authored:
    """The question, if all its gaps are of a kind that we have. Raises Unusable."""
    source = fields.source("questiontext")
    places.refuse(source.text)
    found = list(_GAP.finditer(source.text))
    if not found:
        raise Unusable("The text has no gaps.", "Make it a step to read.")
    numbers = iter(range(1, len(found) + 1))
    text = _GAP.sub(lambda _: places.place(next(numbers)), source.text)
    weights = {gap["weight"] or "1" for gap in found}
    if len(weights) > 1:
        reading.note(fields.line, "The gaps weigh differently.", "Each counts the same here.")
    gaps = [_gap(reading, gap, source) for gap in found]
    return {"kind": "gap", **_texts(reading, replace(source, text=text)), "gaps": gaps}


def _texts(reading: Reading, source: Source) -> Authored:
    """What is asked before the text with gaps, and that text as one line."""
    pieces = list(pieces_of(source.tree.children))
    first = next(place for place, piece in enumerate(pieces) if places.is_in(piece))
    before = Element("", line=source.line, children=joined(pieces[:first]))
    line = reading.line_of(joined(pieces[first:]))
    text = places.numbered(line)
    if not before.text.strip() and not before.find("img"):
        return {"prompt": reading.literal(defaults.FILL), "text": text}
    return {**reading.stem_of(before, defaults.FILL), "text": text}


def _gap(reading: Reading, gap: re.Match[str], source: Source) -> Authored:
    kind, line = gap["kind"], source.line + source.text[: gap.start()].count("\n")
    answers = [_answered(reading, *one) for one in _answers(gap["answers"], line)]
    if kind in _TYPED | _TYPED_STRICTLY:
        if kind in _TYPED_STRICTLY:
            reading.note(line, "Capitals count in a gap.", "They do not count here.")
        if kind in {"NUMERICAL", "NM"} and any(":" in one.text for one in answers):
            raise Unusable("A gap takes numbers that are near enough.")
        return {"accepted": [_accepted(one) for one in answers]}
    if not _CHOSEN.fullmatch(kind):
        raise Unusable(f"There are no gaps here like {kind}.")
    choices = list(dict.fromkeys(one.text for one in answers))
    telling = [one for one in answers if one.share or one.why]
    literal = [replace(one, text=one.text.replace("*", "\\*")) for one in telling]
    return {"accepted": [_accepted(one) for one in literal], "choices": choices}


def _accepted(one: Answered) -> Authored:
    share = {} if one.share == 1 else {"share": one.share}
    return {"text": one.text} | share | ({"why": one.why} if one.why else {})


def _answers(written: str, line: int) -> Iterator[tuple[str, Source]]:
    """Each answer and what is said of it, both still with backslashes."""
    parts: list[str] = [""]
    for found in _PARTS.finditer(written):
        parts[-1] += found[1]
        if found[2] == "#" and len(parts) == 1:
            parts.append("")
        elif found[2] == "#":
            parts[-1] += "#"
        else:
            if "".join(parts).strip():
                yield parts[0], Source("".join(parts[1:]), Form.HTML, line)
            parts = [""]


def _answered(reading: Reading, written: str, why: Source) -> Answered:
    text, weight = written.strip(), _WEIGHT.match(written.strip())
    share: Decimal | None = Decimal(text.startswith("="))
    if weight:
        share, text = shares.percent(weight[1]), text[weight.end() :]
    elif share:
        text = text[1:]
    if share is None:
        raise Unusable(f"“{written}” has no share that can be read.")
    comment = reading.line(replace(why, text=_BACKSLASH.sub(r"\1", why.text)))
    return Answered(unescape(_BACKSLASH.sub(_meant, text)).strip(), share, comment)


def _meant(found: re.Match[str]) -> str:
    """A sign after a backslash; a star keeps it, as it does in our patterns."""
    return found[0] if found[1] == "*" else found[1]


def written(asking: Asking) -> str:
    """The text with its gaps as Moodle writes them. Raises Unsayable."""
    if asking.take("marks") == "whole":
        asking.cannot("each gap counts there, since Moodle has no marking as a whole.")
    gaps = asking.parts("gaps")
    text = str(asking.take("text")).replace("{", "&#123;")
    return _NUMBER.sub(lambda found: _written(gaps[int(found[1]) - 1]), text)


def _written(gap: Part) -> str:
    offered = stored.offered(gap)
    if not offered:
        return "{1:SHORTANSWER:" + "~".join(map(_answer, gap.parts("accepted"))) + "}"
    answers = [_answer(one, is_offered=True) if one else _text(choice) for choice, one in offered]
    return "{1:MULTICHOICE:" + "~".join(answers) + "}"


def _answer(one: Part, *, is_offered: bool = False) -> str:
    text, share, why = one.take("text"), one.take("share"), one.take("why")
    text = text.replace("\\*", "*") if is_offered else text
    weight = "=" if share == 1 else f"%{shares.in_percent(share)}%"
    comment = "#" + _SIGNS.sub(r"\\\g<0>", why).replace("{", "&#123;") if why else ""
    return weight + _text(text) + comment


def _text(text: str) -> str:
    return _SIGNS.sub(r"\\\g<0>", escape(text, quote=False).replace("{", "&#123;"))
