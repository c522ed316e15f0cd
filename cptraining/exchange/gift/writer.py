"""Questions of ours as GIFT."""

import re
from collections.abc import Callable, Iterable

from cptraining.exchange import shares, stored
from cptraining.exchange.asking import Asking, Part, Unsayable
from cptraining.exchange.notes import Exported, Lost
from cptraining.questions.content import Question

_SIGNS = re.compile(r"[\\#=~{}:]")


def write(questions: Iterable[Question]) -> Exported:
    """A file with all questions that GIFT can hold; the others stand there as comments."""
    lost: list[Lost] = []
    written = []
    for question in questions:
        asking = Asking(question)
        try:
            written.append(_question(asking))
            lost += asking.lost
        except Unsayable as why:
            written.append(f"// {asking.id} is left out: {why}\n")
            lost.append(Lost(asking.id, f"left out: {why}"))
    return Exported("\n".join(written).encode(), tuple(lost))


def _question(asking: Asking) -> str:
    if asking.kind not in _KINDS:
        raise Unsayable(f"GIFT has no questions of the kind {asking.kind}.")
    answers = _KINDS[asking.kind](asking)
    tags = "".join(f" [tag:{tag}]" for tag in asking.take("tags"))
    general = asking.take("feedback")
    after = f"####{_html(general)}" if general else ""
    asked = f"::{_escaped(asking.id)}::[html]{_html(stored.stem(asking))}"
    return f"// [id:{asking.id}]{tags}\n{asked} {{{answers}{after}}}\n"


def _choice(asking: Asking) -> str:
    if stored.is_truth(asking):
        return _truth(asking)
    if stored.marks_as_a_whole(asking):
        asking.cannot("it gives part marks there, since GIFT has no marking as a whole.")
    several = asking.take("several")
    lines = []
    for option, share in stored.option_shares(asking):
        sign = "=" if share == 1 and not several else f"~%{shares.in_percent(share)}%"
        sign = "~" if share == 0 else sign
        lines.append(sign + _html(option.take("text")) + _why(option))
    return _lines(lines)


def _truth(asking: Asking) -> str:
    asking.take("several"), asking.take("shuffle")
    options = asking.parts("options")
    right = next(option for option in options if option.take("right"))
    wrong = next(option for option in options if option is not right)
    said: str = right.take("text").upper()
    wrong.take("text")
    reasons = [_html(wrong.take("why")), _html(right.take("why"))]
    return said + ("#" + "#".join(reasons) if any(reasons) else "")


def _match(asking: Asking) -> str:
    if asking.take("marks") == "whole":
        asking.cannot("it gives part marks there, since GIFT has no marking as a whole.")
    pairs = [
        f"={_html(pair.take('item'))} -> {_escaped(stored.unmarked(asking, pair.take('to')))}"
        for pair in asking.parts("pairs")
    ]
    others = [f"= -> {_escaped(stored.unmarked(asking, one))}" for one in asking.take("others")]
    return _lines([*pairs, *others])


def _text(asking: Asking) -> str:
    lines = []
    for one in asking.parts("accepted"):
        text, share = one.take("text"), one.take("share")
        if "->" in text:
            raise Unsayable(f"an answer holds “->”, which GIFT takes for a pair: {text}")
        form = "[plain]" if text.startswith("[") else ""
        lines.append(f"=%{shares.in_percent(share)}%{form}{_escaped(text)}{_why(one)}")
    return _lines(lines)


def _numeric(asking: Asking) -> str:
    lines = [
        f"=%{shares.in_percent(one.take('share'))}%{_number(one)}{_why(one)}"
        for one in asking.parts("answers")
    ]
    other = asking.take("not_yet")
    return "#" + _lines([*lines, f"~#{_html(other)}"] if other else lines)


def _open(asking: Asking) -> str:
    stored.take_default_rubric(asking)
    return ""


def _number(one: Part) -> str:
    equals, within = one.take("equals"), one.take("within")
    least, most = one.take("least"), one.take("most")
    if equals is None:
        return f"{least:f}..{most:f}"
    return f"{equals:f}:{within:f}" if within else f"{equals:f}"


def _why(part: Part) -> str:
    why = part.take("why")
    return f"#{_html(why)}" if why else ""


def _html(html: str) -> str:
    """HTML that GIFT takes for nothing else, also at its beginning."""
    first = {"%": "&#37;", "[": "&#91;"}.get(html[:1])
    return _escaped(first + html[1:] if first else html)


def _escaped(text: str) -> str:
    return _SIGNS.sub(r"\\\g<0>", text).replace("\n", "\\n")


def _lines(answers: list[str]) -> str:
    return "".join(f"\n\t{answer}" for answer in answers) + "\n"


_KINDS: dict[str, Callable[[Asking], str]] = {
    "choice": _choice,
    "match": _match,
    "text": _text,
    "numeric": _numeric,
    "open": _open,
}
