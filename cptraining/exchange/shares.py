"""What answers are worth in other systems, as the shares and the ways of marking that we have."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction

from cptraining.exchange.notes import Authored
from cptraining.exchange.reading import Unusable

_NEAR = Fraction(1, 50_000)
"""Others write a third as 33.33333 %."""


_MOST_DIGITS = 25
_WHOLE = 100


@dataclass(frozen=True)
class Answered:
    """An option, what choosing it adds to the mark, and what is said of it, both Markdown."""

    text: str
    share: Decimal
    why: str = ""


def number(text: str) -> Decimal | None:
    """A number in digits, with a comma or a point; None when it is none."""
    try:
        found = Decimal(text.strip().replace(",", "."))
    except InvalidOperation:
        return None
    is_usual = found.is_finite() and abs(found.adjusted()) < _MOST_DIGITS
    return Decimal(f"{found:f}") if is_usual else None


def percent(text: str) -> Decimal | None:
    """A share written in hundredths, within -1 to 1; None when it is none."""
    found = number(text)
    if found is None or not abs(found) <= _WHOLE:
        return None
    return tidy(found / _WHOLE)


def tidy(share: Decimal) -> Decimal:
    """A share without needless zeros."""
    return Decimal(f"{share.normalize():f}")


def options(answers: Sequence[Answered], *, several: bool) -> Authored:
    """A choice's fields. Raises Unusable when nothing is right."""
    if several:
        return _several(answers)
    right = next((place for place, one in enumerate(answers) if one.share == 1), None)
    if right is None:
        raise Unusable("No option is wholly right.", "Mark one option with 100 %.")
    return {
        "options": [
            _option(one, right=place == right, share=one.share)
            for place, one in enumerate(answers)
        ]
    }


def _several(answers: Sequence[Answered]) -> Authored:
    if not any(one.share > 0 for one in answers):
        raise Unusable("No option is right.", "Mark those that are.")
    if are_equal_parts([one.share for one in answers]):
        plain = [_option(one, right=one.share > 0) for one in answers]
        return {"options": plain, "several": True, "marks": "parts"}
    return {
        "options": [
            _option(one, right=one.share > 0) | ({"share": one.share} if one.share else {})
            for one in answers
        ],
        "several": True,
    }


def _option(one: Answered, *, right: bool, share: Decimal | None = None) -> Authored:
    option: Authored = {"text": one.text}
    if one.why:
        option["why"] = one.why
    if right:
        option["right"] = True
    says_more = share not in (None, Decimal(0)) and not (right and share == 1)
    return option | ({"share": share} if says_more else {})


def are_equal_parts(shares: Sequence[Decimal]) -> bool:
    """Whether each right option counts the same, and all wrong ones together leave nothing."""
    right = [share for share in shares if share > 0]
    wrong = [share for share in shares if share <= 0]
    return _all_are(right, 1) and (not wrong or _all_are(wrong, -1))


def equal_parts(right: Sequence[bool]) -> list[Decimal]:
    """The shares of options of which each right one counts the same."""
    count = sum(right)
    wrong = len(right) - count
    return [Decimal(1) / count if is_right else Decimal(-1) / wrong for is_right in right]


def in_percent(share: Decimal) -> str:
    """A share in hundredths, with as many places as others read."""
    return f"{tidy(round(share * _WHOLE, 5)):f}"


def _all_are(shares: Sequence[Decimal], whole: int) -> bool:
    part = Fraction(whole, len(shares))
    return all(abs(Fraction(share) - part) < _NEAR for share in shares)
