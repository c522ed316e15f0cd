"""Questions of ours as Moodle XML."""

from base64 import b64encode
from collections.abc import Callable, Iterable
from decimal import Decimal
from html import escape

from cptraining.exchange import pictures, rubrics, shares, stored
from cptraining.exchange.asking import Asking, Unsayable
from cptraining.exchange.escaping import for_xml
from cptraining.exchange.moodle_xml import cloze
from cptraining.exchange.notes import Exported, Lost
from cptraining.questions.content import Question

_NO_WHOLE = "it gives part marks there, since Moodle has no marking as a whole."


def write(questions: Iterable[Question]) -> Exported:
    """A file with all questions; those that Moodle cannot hold stand there as comments."""
    lost: list[Lost] = []
    written = []
    for question in questions:
        asking = Asking(question)
        try:
            written.append(_question(asking))
            lost += asking.lost
        except Unsayable as why:
            lost.append(Lost(asking.id, f"left out: {why}"))
    body = "\n".join(written)
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n{body}\n</quiz>\n'
    return Exported(text.encode(), tuple(lost))


def _question(asking: Asking) -> str:
    kind, lines = _KINDS[asking.kind](asking)
    hints = [_text("hint", hint) for hint in asking.take("hints")]
    tags = "".join(f"<tag><text>{tag}</text></tag>" for tag in asking.take("tags"))
    worth = [] if kind == "cloze" else [f"<defaultgrade>{asking.take('worth'):f}</defaultgrade>"]
    return "\n".join(
        [
            f'<question type="{kind}">',
            f"<name><text>{asking.id}</text></name>",
            _stem(asking, kind),
            _text("generalfeedback", asking.take("feedback")),
            *worth,
            f"<penalty>{asking.take('penalty'):f}</penalty>",
            f"<hidden>0</hidden>\n<idnumber>{asking.id}</idnumber>",
            *lines,
            *hints,
            *([f"<tags>{tags}</tags>"] if tags else []),
            "</question>",
        ]
    )


def _stem(asking: Asking, kind: str) -> str:
    """What is asked; a picture goes along as a file."""
    image = asking.take("image")
    file = pictures.written(image.model_dump(), "picture") if image else None
    shown = stored.picture(f"@@PLUGINFILE@@/{file.name}", file.alt) if file else ""
    html = stored.joined(asking, shown)
    if kind == "cloze":
        asked = html if html.endswith("</p>") else f"<p>{html}</p>"
        html = f"{asked.replace('{', '&#123;')}\n<p>{cloze.written(asking)}</p>"
    if file is None:
        return _text("questiontext", html)
    code = b64encode(file.content).decode()
    inside = f'<file name="{file.name}" path="/" encoding="base64">{code}</file>'
    return _text("questiontext", html, inside)


def _choice(asking: Asking) -> tuple[str, list[str]]:
    if stored.is_truth(asking):
        return _truth(asking)
    if stored.marks_as_a_whole(asking):
        asking.cannot(_NO_WHOLE)
    single, shuffled = not asking.take("several"), asking.take("shuffle")
    answers = [
        _answer(share, _text("", option.take("text")), option.take("why"))
        for option, share in stored.option_shares(asking)
    ]
    switches = f"<single>{_on(single)}</single>\n<shuffleanswers>{_on(shuffled)}</shuffleanswers>"
    return "multichoice", [switches, "<answernumbering>abc</answernumbering>", *answers]


def _truth(asking: Asking) -> tuple[str, list[str]]:
    asking.take("several"), asking.take("shuffle")
    answers = []
    for option in asking.parts("options"):
        text = f"<text>{option.take('text').lower()}</text>"
        share = Decimal(bool(option.take("right")))
        answers.append(_answer(share, text, option.take("why")))
    return "truefalse", answers


def _short(asking: Asking) -> tuple[str, list[str]]:
    answers = [
        _answer(one.take("share"), _plain(one.take("text")), one.take("why"))
        for one in asking.parts("accepted")
    ]
    return "shortanswer", [f"<usecase>{int(asking.take('case'))}</usecase>", *answers]


def _numeric(asking: Asking) -> tuple[str, list[str]]:
    answers = []
    for one in asking.parts("answers"):
        equals, within = one.take("equals"), one.take("within")
        least, most = one.take("least"), one.take("most")
        if equals is None:
            equals, within = (least + most) / 2, (most - least) / 2
            asking.cannot(f"{least:f} to {most:f} is written as {equals:f} ± {within:f}.")
        number = f"<text>{equals:f}</text>\n<tolerance>{within:f}</tolerance>"
        answers.append(_answer(one.take("share"), number, one.take("why")))
    other, unit = asking.take("not_yet"), asking.take("unit")
    rest = [_answer(Decimal(0), "<text>*</text>", other)] if other else []
    name = f"<multiplier>1</multiplier><unit_name>{_safe(unit)}</unit_name>"
    units = f"<units><unit>{name}</unit></units>\n<showunits>0</showunits>"
    return "numerical", [*answers, *rest, *([units] if unit else [])]


def _match(asking: Asking) -> tuple[str, list[str]]:
    if asking.take("marks") == "whole":
        asking.cannot(_NO_WHOLE)
    pairs = [(pair.take("item"), pair.take("to")) for pair in asking.parts("pairs")]
    subs = [
        _text("subquestion", item, f"<answer>{_plain(stored.unmarked(asking, to))}</answer>")
        for item, to in [*pairs, *(("", other) for other in asking.take("others"))]
    ]
    return "matching", ["<shuffleanswers>1</shuffleanswers>", *_comments(asking), *subs]


def _order(asking: Asking) -> tuple[str, list[str]]:
    is_whole = asking.take("marks") == "whole"
    way = "ALL_OR_NOTHING" if is_whole else "RELATIVE_NEXT_EXCLUDE_LAST"
    layout = "<layouttype>VERTICAL</layouttype>\n<selecttype>ALL</selecttype>"
    answers = [
        f'<answer fraction="{place}" format="html">{_text("", item)}</answer>'
        for place, item in enumerate(asking.take("items"), 1)
    ]
    grading = f"<gradingtype>{way}</gradingtype>"
    return "ordering", [layout, grading, *_comments(asking), *answers]


def _open(asking: Asking) -> tuple[str, list[str]]:
    stored.take_default_rubric(asking)
    is_usual = "rubric" not in asking.left()
    model = asking.take("model")
    table = "" if is_usual and not model else rubrics.table(asking.parts("rubric"))
    lines = f"<responsefieldlines>{asking.take('lines')}</responsefieldlines>"
    words = f"<minwordlimit>{asking.take('minimum')}</minwordlimit>"
    sizes = f"<responseformat>editor</responseformat>\n{lines}\n{words}"
    return "essay", [sizes, _text("graderinfo", f"{table}\n{model}".strip())]


def _gaps(_asking: Asking) -> tuple[str, list[str]]:
    return "cloze", []


def _comments(asking: Asking) -> list[str]:
    right, other = asking.take("right"), asking.take("not_yet")
    return [
        _text("correctfeedback", right),
        _text("partiallycorrectfeedback", other),
        _text("incorrectfeedback", other),
    ]


def _answer(share: Decimal, inside: str, why: str) -> str:
    begin = f'<answer fraction="{shares.in_percent(share)}" format="html">'
    return "\n".join([begin, inside, _text("feedback", why), "</answer>"])


def _text(tag: str, html: str, more: str = "") -> str:
    code = for_xml(html).replace("]]>", "]]]]><![CDATA[>")
    text = f"<text><![CDATA[{code}]]></text>{more}" if code else f"<text></text>{more}"
    return f'<{tag} format="html">\n{text}\n</{tag}>' if tag else text


def _plain(text: str) -> str:
    return f"<text>{_safe(text)}</text>"


def _safe(text: str) -> str:
    return escape(for_xml(text), quote=False)


def _on(is_on: bool) -> str:  # noqa: FBT001 -- a switch
    return "true" if is_on else "false"


_KINDS: dict[str, Callable[[Asking], tuple[str, list[str]]]] = {
    "choice": _choice,
    "match": _match,
    "order": _order,
    "numeric": _numeric,
    "text": _short,
    "gap": _gaps,
    "open": _open,
}
