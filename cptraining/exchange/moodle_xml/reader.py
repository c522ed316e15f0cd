"""Moodle XML into questions of ours, element by element."""

from functools import partial

from cptraining.exchange import defaults, naming, pictures, shares, xml
from cptraining.exchange.moodle_xml import cloze, kinds
from cptraining.exchange.moodle_xml.fields import Fields, source
from cptraining.exchange.notes import Authored, Found, Imported, Unreadable
from cptraining.exchange.reading import MOST_QUESTIONS, Reading, Watch
from cptraining.exchange.tree import Element

_KINDS = {
    "multichoice": kinds.choice,
    "multichoiceset": kinds.choice_as_a_whole,
    "truefalse": kinds.truth,
    "shortanswer": kinds.text,
    "numerical": kinds.numeric,
    "matching": kinds.match,
    "match": kinds.match,
    "essay": kinds.open_,
    "ordering": kinds.order,
    "cloze": cloze.read,
    "multianswer": cloze.read,
}
_OTHERWISE = {
    "choice": defaults.CHOOSE,
    "match": defaults.MATCH,
    "order": defaults.ORDER,
}


def read(
    data: bytes, prefix: str = "q", *, exact: bool = False, watch: Watch | None = None
) -> Imported:
    """Every question of a file, and a note of everything that is none. Raises Unreadable."""
    root = xml.read(data)
    if root.tag != "quiz":
        what = f"The file begins with <{root.tag}>, not with <quiz>."
        raise Unreadable(root.line, what, "Export it from Moodle as Moodle XML.")
    if len(root.elements) > MOST_QUESTIONS:
        raise Unreadable(1, "There are too many questions.", "Export one category at a time.")
    reading = Reading(prefix, exact=exact, watch=watch)
    reading.total = len(root.elements)
    lines = data.decode("utf-8", "replace").split("\n")
    category = ""
    for place, element in enumerate(root.elements):
        ends = [*(later.line for later in root.elements[place + 1 :][:1]), len(lines) + 1][0]
        written = "\n".join(lines[element.line - 1 : ends - 1])
        if element.attributes.get("type") == "category":
            category = _category(reading, element)
        else:
            _take_over(reading, Found(element.line, {}, written), (element, category))
    return reading.imported


def _take_over(reading: Reading, found: Found, what: tuple[Element, str]) -> None:
    element, category = what
    kind = element.attributes.get("type", "")
    if element.tag != "question" or kind not in _KINDS:
        said = f"a {kind}" if element.tag == "question" else f"<{element.tag}>"
        advice = "It is kept as it was, without being used."
        return reading.keep(found, f"There is no question here like {said}.", advice)
    fields = Fields(element)
    idnumber, name = fields.value("idnumber"), fields.value("name")
    if idnumber and name not in {"", idnumber}:
        reading.note(element.line, f"The name “{name}” is left out.", "")
    tags = [said for tag in fields.all("tags") for said in _tags(tag)]
    tags = [*tags, *([category] if category else [])]
    wanted = idnumber or naming.identifier(name)
    return reading.attempt(found, partial(_question, reading, fields, tags), wanted)


def _question(reading: Reading, fields: Fields, tags: list[str]) -> Authored:
    kind = fields.element.attributes["type"]
    reading.pictures.at_hand = _files(fields.element)
    own = _KINDS[kind](reading, fields)
    stem = {} if own["kind"] == "gap" else _stem(reading, fields, own["kind"])
    question = {
        **stem,
        **own,
        "feedback": reading.prose(fields.source("generalfeedback")),
        "hints": [reading.line(source(hint)) for hint in fields.all("hint")],
        "tags": reading.tags(tags, fields.line),
        **_worth(reading, fields),
    }
    for left in fields.left():
        reading.note(left.line, f"<{left.tag}> is not understood and left out.", "")
    return question


def _stem(reading: Reading, fields: Fields, kind: str) -> Authored:
    return reading.stem(fields.source("questiontext"), _OTHERWISE.get(kind, defaults.WRITE))


def _worth(reading: Reading, fields: Fields) -> Authored:
    """What the question is worth, and what a wrong try costs, where that is not as usual."""
    found: Authored = {}
    for tag, name, usual in (("defaultgrade", "worth", "1"), ("penalty", "penalty", "0.3333333")):
        written = fields.value(tag)
        value = shares.number(written) if written else None
        if written and value is None:
            reading.note(fields.line, f"“{written}” in <{tag}> is no number.", "")
        elif value is not None and value != shares.number(usual):
            found[name] = value
    if found.get("worth") == 0:
        reading.note(fields.line, "The question is worth nothing.", "It is worth 1 here.")
        del found["worth"]
    return found


def _category(reading: Reading, element: Element) -> str:
    """The tag for what follows: the last name on the way to the category."""
    path = Fields(element).value("category")
    name = path.replace("//", "-").rpartition("/")[2].strip("$ ")
    if name in {"", "top"} or name.endswith("course"):
        return ""
    found = reading.tags([name], element.line)
    if found == [name]:
        reading.note(element.line, f"The category “{path}” became the tag “{name}”.", "")
    return found[0] if found else ""


def _tags(element: Element) -> list[str]:
    return [Fields(tag).value("text") or tag.text.strip() for tag in element.all("tag")]


def _files(element: Element) -> dict[str, bytes]:
    """The files that come with a question, by their paths."""
    found = {}
    for file in element.find("file"):
        name, path = file.attributes.get("name", ""), file.attributes.get("path", "/")
        found[f"{path}{name}".lstrip("/")] = pictures.decoded(file.text)
    return found
