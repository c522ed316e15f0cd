"""What stands between the braces: which kind of question it makes, and its fields."""

import re
from collections.abc import Callable
from decimal import Decimal

from cptraining.exchange import defaults, shares
from cptraining.exchange.gift.pieces import Piece
from cptraining.exchange.notes import Authored
from cptraining.exchange.reading import Reading, Unusable
from cptraining.exchange.shares import Answered
from cptraining.exchange.texts import Form

_WEIGHT = re.compile(r"%([^%\n]*)%")
_TRUE, _FALSE = {"T", "TRUE"}, {"F", "FALSE"}


def fields(reading: Reading, inside: Piece, form: Form) -> Authored:
    """The fields of the question that these answers make. Raises Unusable."""
    return _kind(inside)(_Answers(reading, form), inside)


class _Answers:
    """Reads answers; texts are meant as `form` says unless they say themselves."""

    def __init__(self, reading: Reading, form: Form) -> None:
        self.reading, self.form = reading, form

    def open(self, piece: Piece) -> Authored:
        """No answers: a person marks what was written."""
        what = "An open question says nothing of how it is marked."
        self.reading.note(piece.line, what, defaults.RUBRIC_ADVICE)
        return {"kind": "open", "rubric": [dict(one) for one in defaults.RUBRIC]}

    def choice(self, piece: Piece) -> Authored:
        """Options, of which one or several are right."""
        signs = dict.fromkeys(sign for sign, _ in piece.marked("~="))
        answers = [self._answered(sign, one) for sign, one in piece.marked("~=")]
        whole = sum(one.share == 1 for one in answers)
        if "=" in signs and whole > 1:
            what = f"{whole} options are right by themselves, and one can be chosen."
            self.reading.note(piece.line, what, "If all are to be chosen, add `several: true`.")
        return {"kind": "choice", **shares.options(answers, several="=" not in signs)}

    def _answered(self, sign: str, piece: Piece) -> Answered:
        if not sign:
            advice = "Begin each option with = or ~."
            self.reading.note(piece.line, f"“{piece.plain}” was taken as a wrong option.", advice)
        share, piece = self._weighed(piece, Decimal(sign == "="))
        text, why = piece.cut("#")
        return Answered(self._line(text), share, self._line(why) if why else "")

    def match(self, piece: Piece) -> Authored:
        """Pairs; an empty left side makes an option that belongs to nothing."""
        pairs, others = [], []
        for _, one in piece.marked("="):
            item, to = one.cut("->")
            if to is None:
                raise Unusable(f"“{one.plain}” is no pair.", "Write -> between its two sides.")
            if item:
                pairs.append({"item": self._line(item), "to": self.reading.literal(to.plain)})
            else:
                others.append(self.reading.literal(to.plain))
        return {"kind": "match", "pairs": pairs, "others": others, "marks": "parts"}

    def truth(self, piece: Piece) -> Authored:
        """True or false, and what to say of a wrong and of a right answer."""
        said, why = piece.cut("#")
        wrong, right = why.cut("#") if why else (None, None)
        is_true = said.text in _TRUE
        options = []
        for text, is_right in ((defaults.TRUE, is_true), (defaults.FALSE, not is_true)):
            comment = right if is_right else wrong
            options.append(
                {"text": text}
                | ({"why": self._line(comment)} if comment else {})
                | ({"right": True} if is_right else {})
            )
        return {"kind": "choice", "options": options, "shuffle": False}

    def text(self, piece: Piece) -> Authored:
        """Words to type, each for a share of the mark."""
        accepted = []
        for _, one in piece.marked("="):
            share, weighed = self._weighed(one, Decimal(1))
            text, why = weighed.cut("#")
            accepted.append(
                {"text": text.source(Form.PLAIN).text}
                | ({} if share == 1 else {"share": share})
                | ({"why": self._line(why)} if why else {})
            )
        return {"kind": "text", "accepted": accepted}

    def number(self, piece: Piece) -> Authored:
        """Numbers and ranges; the comment after ~ is for every other answer."""
        found: Authored = {"kind": "numeric", "answers": []}
        for sign, one in piece.part(1).marked("=~"):
            share, weighed = self._weighed(one, Decimal(sign != "~"))
            written, why = weighed.cut("#")
            comment = self._line(why) if why else ""
            if written.text in {"", "*"} and share <= 0:
                found["not_yet"] = comment
            else:
                found["answers"].append(_numbers(written) | _valued(share, comment))
        return found

    def _weighed(self, piece: Piece, usual: Decimal) -> tuple[Decimal, Piece]:
        """The share written before an answer, and the answer."""
        weight = _WEIGHT.match(piece.text)
        if weight is None:
            return usual, piece
        share = shares.percent(weight[1])
        if share is None:
            raise Unusable(f"{weight[0]} is no share.", "Write a number from -100 to 100.")
        return share, piece.part(weight.end())

    def _line(self, piece: Piece) -> str:
        return self.reading.line(piece.source(self.form))


def _kind(inside: Piece) -> Callable[[_Answers, Piece], Authored]:
    """The kind that Moodle takes such answers for."""
    text = inside.text
    if not text:
        return _Answers.open
    if text.startswith("#"):
        return _Answers.number
    if "~" in text:
        return _Answers.choice
    if "=" in text and "->" in text:
        return _Answers.match
    if inside.cut("#")[0].text in _TRUE | _FALSE:
        return _Answers.truth
    return _Answers.text


def _numbers(piece: Piece) -> Authored:
    """A number, a number and how far off is near enough, or a range. Raises Unusable."""
    text = piece.plain
    for sign, names in (("..", ("least", "most")), (":", ("equals", "within"))):
        first, found, second = text.partition(sign)
        values = [shares.number(first), shares.number(second)]
        if found and None not in values:
            return _worded(dict(zip(names, values, strict=True)))
    value = shares.number(text)
    if value is None:
        raise Unusable(f"“{text}” is no number.", "Write 3, 3:0.5 or 2.5..3.5.")
    return {"equals": value}


def _worded(numbers: Authored) -> Authored:
    return {name: one for name, one in numbers.items() if one or name != "within"}


def _valued(share: Decimal, why: str) -> Authored:
    return ({} if share == 1 else {"share": share}) | ({"why": why} if why else {})
