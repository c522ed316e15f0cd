"""The kinds of question that Moodle has, each as one of ours."""

from decimal import Decimal

from cptraining.exchange import defaults, rubrics, shares
from cptraining.exchange.moodle_xml.fields import Fields, said, share, source
from cptraining.exchange.notes import Authored
from cptraining.exchange.reading import Reading, Unusable
from cptraining.exchange.shares import Answered
from cptraining.exchange.tree import Element

_USUAL = {
    "Your answer is correct.",
    "Your answer is partially correct.",
    "Your answer is incorrect.",
}
_ORDER_WHOLE = {"ALL_OR_NOTHING", "-1"}
_ORDER_PARTS = {"RELATIVE_NEXT_EXCLUDE_LAST", "1"}


def choice(reading: Reading, fields: Fields) -> Authored:
    """One option or several of some."""
    several = not fields.is_on("single", usual=True)
    answers = [_answered(reading, answer) for answer in fields.all("answer")]
    _note_comments(reading, fields)
    shuffled = {} if fields.is_on("shuffleanswers", usual=False) else {"shuffle": False}
    return {"kind": "choice", **shares.options(answers, several=several), **shuffled}


def choice_as_a_whole(reading: Reading, fields: Fields) -> Authored:
    """Several options that are right only together."""
    found = choice(reading, fields)
    for option in found["options"]:
        option.pop("share", None)
    found.pop("marks", None)
    return {**found, "several": True}


def truth(reading: Reading, fields: Fields) -> Authored:
    """True or false."""
    written = {said(one).strip().lower(): one for one in fields.all("answer")}
    answers = [written.get("true"), written.get("false")]
    if None in answers:  # old files name them in their own language, true first
        answers = list(fields.all("answer"))
        reading.note(fields.line, "The first answer was taken as True.", "Check which is right.")
    options = []
    for text, answer in zip((defaults.TRUE, defaults.FALSE), answers, strict=False):
        if answer is not None:
            one = _answered(reading, answer)
            options.append(Answered(text, one.share, one.why))
    return {"kind": "choice", **shares.options(options, several=False), "shuffle": False}


def text(reading: Reading, fields: Fields) -> Authored:
    """Words to type."""
    accepted = []
    for answer in fields.all("answer"):
        one = _answered(reading, answer)
        accepted.append({"text": said(answer).strip(), **_valued(one)})
    case = {"case": True} if fields.is_on("usecase", usual=False) else {}
    return {"kind": "text", "accepted": accepted, **case}


def numeric(reading: Reading, fields: Fields) -> Authored:
    """Numbers with how far off is near enough."""
    found: Authored = {"kind": "numeric", "answers": []}
    for answer in fields.all("answer"):
        one = _answered(reading, answer)
        written, tolerance = said(answer).strip(), Fields(answer).value("tolerance")
        equals, within = shares.number(written), shares.number(tolerance or "0")
        if written in {"", "*"} and one.share <= 0:
            found["not_yet"] = one.why
        elif equals is None or within is None:
            raise Unusable(f"“{written}” is no number.", "Write digits.")
        else:
            near = {"within": within} if within else {}
            found["answers"].append({"equals": equals, **near, **_valued(one)})
    return found | _unit(reading, fields)


def match(reading: Reading, fields: Fields) -> Authored:
    """Pairs; one without an item is an option that belongs to nothing."""
    pairs, others = [], []
    for sub in fields.all("subquestion"):
        item = reading.line(source(sub))
        to = reading.literal(Fields(sub).value("answer"))
        if item:
            pairs.append({"item": item, "to": to})
        elif to:
            others.append(to)
    fields.all("shuffleanswers")
    comments = _comments(reading, fields)
    return {"kind": "match", "pairs": pairs, "others": others, "marks": "parts", **comments}


def order(reading: Reading, fields: Fields) -> Authored:
    """Items in their order, which is the order of their shares."""
    answers = fields.all("answer")
    items = [reading.line(source(answer)) for answer in sorted(answers, key=_place)]
    way = fields.value("gradingtype")
    marks = {} if way in _ORDER_WHOLE else {"marks": "parts"}
    if way not in _ORDER_WHOLE | _ORDER_PARTS:
        what = f"Marking by {way or 'place'} is not known here."
        reading.note(fields.line, what, "Each two neighbours in their order count.")
    return {"kind": "order", "items": items, **marks, **_comments(reading, fields)}


def open_(reading: Reading, fields: Fields) -> Authored:
    """An essay: what is for those who mark it is its rubric, or shown afterwards."""
    rubric, rest = rubrics.parted(fields.source("graderinfo").tree)
    if not rubric:
        what = "An open question says nothing of how it is marked."
        reading.note(fields.line, what, defaults.RUBRIC_ADVICE)
    criteria = [{"text": reading.line_of(one.text), "points": one.points} for one in rubric] or [
        dict(one) for one in defaults.RUBRIC
    ]
    model = reading.prose_of(rest)
    if model and not rubric:
        what = "What is for those who mark the question became its model answer."
        reading.note(fields.line, what, "Learners see it afterwards: take out what they must not.")
    found = {"kind": "open", "rubric": criteria, "model": model}
    return found | _sizes(reading, fields)


def _sizes(reading: Reading, fields: Fields) -> Authored:
    lines, words = fields.value("responsefieldlines"), fields.value("minwordlimit")
    for tag in ("attachments", "maxwordlimit", "responsetemplate"):
        if fields.value(tag) not in {"", "0"}:
            reading.note(fields.line, f"<{tag}> is left out.", "")
    height = min(max(int(lines), 2), 30) if lines.isdecimal() else 6
    found: Authored = {} if height == 6 else {"lines": height}  # noqa: PLR2004 -- our usual height
    return found | ({"minimum": int(words)} if words.isdecimal() and int(words) > 1 else {})


def _answered(reading: Reading, answer: Element) -> Answered:
    value = share(answer)
    if value is None:
        what = f"“{answer.attributes.get('fraction')}” is no share."
        raise Unusable(what, "Write a fraction from -100 to 100.")
    why = reading.line(Fields(answer).source("feedback"))
    return Answered(reading.line(source(answer)), value, why)


def _valued(one: Answered) -> Authored:
    return ({} if one.share == 1 else {"share": one.share}) | ({"why": one.why} if one.why else {})


def _unit(reading: Reading, fields: Fields) -> Authored:
    units = [Fields(unit) for all_ in fields.all("units") for unit in all_.all("unit")]
    names = [unit.value("unit_name") for unit in units]
    for name in names[1:]:
        what = f"The unit {name} is left out: a question has one unit here."
        reading.note(fields.line, what, "Say in the question in which unit to answer.")
    return {"unit": names[0]} if names else {}


def _comments(reading: Reading, fields: Fields) -> Authored:
    """What is said of a right answer and of any other."""
    right, part, wrong = _combined(reading, fields)
    if part and wrong and part != wrong:
        reading.note(fields.line, f"“{part}” for an answer in part right is left out.", "")
    not_yet = wrong or part
    found = {"right": right, "not_yet": not_yet}
    return {name: text for name, text in found.items() if text}


def _note_comments(reading: Reading, fields: Fields) -> None:
    """Choices say why by their options; what is said of the whole has no place there."""
    for text in _combined(reading, fields):
        if text not in _USUAL | {""}:
            what = f"“{text}”, said of the whole answer, is left out."
            reading.note(fields.line, what, "Say it in `feedback`, or of the options.")


def _combined(reading: Reading, fields: Fields) -> list[str]:
    tags = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback")
    return [reading.line(fields.source(tag)) for tag in tags]


def _place(answer: Element) -> Decimal:
    return shares.number(answer.attributes.get("fraction", "0")) or Decimal(0)
