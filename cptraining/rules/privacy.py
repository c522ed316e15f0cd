"""A gentle look for details that point to a real person in what somebody wrote.

It only warns. The patterns are those of the United Kingdom and rather miss one than nag.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from cptraining.rules.words import Words

RECENT_YEARS = 5
"""A day within these years is one of the work rather than of a birth."""

OLDEST_YEARS = 120

MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_WORTH_A_LOOK = re.compile(r"[\d@]")
_NHS_NUMBER = re.compile(r"(?<![\w.,£$€+-])\d{3}([ -]?)\d{3}\1\d{4}(?![\w-])")
_TELEPHONE = re.compile(
    r"(?<![\w.,£$€+-])(?:(?:\+|00)44[ -]?(?:\(0\)[ ]?)?|\(?0)"
    r"(?P<national>[1-9]\d{1,3}\)?(?:[ -]?\d){5,8})(?![\w-])"
)
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_POSTCODE = re.compile(
    r"(?<!\w)(?P<area>[A-Z]{1,2})\d[A-Z\d]? ?\d(?P<end>[ABD-HJLNP-UW-Z]{2})(?!\w)",
    re.IGNORECASE,
)
_AREA = re.compile(
    "AB|AL|B|BA|BB|BD|BH|BL|BN|BR|BS|BT|CA|CB|CF|CH|CM|CO|CR|CT|CV|CW|DA|DD|DE|DG|DH|DL|DN|"
    "DT|DY|E|EC|EH|EN|EX|FK|FY|G|GL|GU|GY|HA|HD|HG|HP|HR|HS|HU|HX|IG|IM|IP|IV|JE|KA|KT|KW|KY|"
    "L|LA|LD|LE|LL|LN|LS|LU|M|ME|MK|ML|N|NE|NG|NN|NP|NR|NW|OL|OX|PA|PE|PH|PL|PO|PR|RG|RH|RM|"
    "S|SA|SE|SG|SK|SL|SM|SN|SO|SP|SR|SS|ST|SW|SY|TA|TD|TF|TN|TQ|TR|TS|TW|UB|W|WA|WC|WD|WF|WN|"
    "WR|WS|WV|YO|ZE",
    re.IGNORECASE,
)
_IN_DIGITS = re.compile(r"(?<![\w./-])(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?![\w/-])")
_SHORT_YEAR = re.compile(r"(?<![\w./-])(\d{1,2})/(\d{1,2})/(\d{2})(?![\w/-])")
_YEAR_FIRST = re.compile(r"(?<![\w./-])(\d{4})-(\d{2})-(\d{2})(?![\w/-])")
_MONTH = rf"({'|'.join(MONTHS)})[a-z]{{0,6}}\.?"
_IN_WORDS = re.compile(
    rf"(?<!\w)(\d{{1,2}})(?:st|nd|rd|th)?(?: of)? {_MONTH},? (\d{{4}})(?!\w)", re.IGNORECASE
)
_MONTH_FIRST = re.compile(
    rf"(?<!\w){_MONTH} (\d{{1,2}})(?:st|nd|rd|th)?,? (\d{{4}})(?!\w)", re.IGNORECASE
)


def findings(texts: Iterable[str], today: date) -> list[Words]:
    """What the texts seem to hold, each kind once; empty when nothing."""
    lines = (line for text in texts for line in text.splitlines())
    text = "\n".join(line for line in lines if _WORTH_A_LOOK.search(line))
    found = [words for is_there, words in _LOOKS if is_there(text)]
    return [*found, _DATE_OF_BIRTH] if has_date_of_birth(text, today) else found


def has_nhs_number(text: str) -> bool:
    """Whether ten digits stand there whose last one checks the others, as in NHS numbers."""
    return any(_is_checked(match[0]) for match in _NHS_NUMBER.finditer(text))


def has_telephone_number(text: str) -> bool:
    """Whether a number of the United Kingdom stands there, with its area or from abroad."""
    matches = _TELEPHONE.finditer(text)
    return any(len(re.sub(r"\D", "", match["national"])) in {9, 10} for match in matches)


def has_email(text: str) -> bool:
    """Whether an email address stands there."""
    return _EMAIL.search(text) is not None


def has_postcode(text: str) -> bool:
    """Whether a whole postcode stands there; "M1 1st" in small letters is none."""
    return any(
        _AREA.fullmatch(match["area"]) is not None
        and (match["end"].isupper() or match["end"].lower() not in {"st", "nd", "rd", "th"})
        for match in _POSTCODE.finditer(text)
    )


def has_date_of_birth(text: str, today: date) -> bool:
    """Whether a full date stands there, some years ago but within a life."""
    years = (_years_between(one, today) for one in _dates(text, today))
    return any(RECENT_YEARS <= count < OLDEST_YEARS for count in years)


def _is_checked(number: str) -> bool:
    """The modulus-11 check of NHS numbers; ten equal digits are a stand-in."""
    digits = [int(digit) for digit in number if digit.isdecimal()]
    weighed = sum(digit * (10 - place) for place, digit in enumerate(digits[:9]))
    return -weighed % 11 == digits[9] and len(set(digits)) > 1


def _dates(text: str, today: date) -> Iterator[date]:
    for day, _mark, month, year in _IN_DIGITS.findall(text):
        yield from _date(year, month, day)
    for day, month, year in _SHORT_YEAR.findall(text):
        is_of_now = int(year) <= today.year % 100 + RECENT_YEARS
        yield from _date(int(year) + (2000 if is_of_now else 1900), month, day)
    for year, month, day in _YEAR_FIRST.findall(text):
        yield from _date(year, month, day)
    for day, month, year in _IN_WORDS.findall(text):
        yield from _date(year, _month(month), day)
    for month, day, year in _MONTH_FIRST.findall(text):
        yield from _date(year, _month(month), day)


def _date(year: str | int, month: str | int, day: str) -> Iterator[date]:
    """The date; nothing when there is no such day."""
    try:
        yield date(int(year), int(month), int(day))
    except ValueError:
        return


def _month(name: str) -> int:
    return MONTHS.index(name.lower()) + 1


def _years_between(early: date, late: date) -> int:
    """Whole years from one day to another; below 0 when it comes later."""
    return late.year - early.year - ((late.month, late.day) < (early.month, early.day))


_LOOKS: tuple[tuple[Callable[[str], bool], Words], ...] = (
    (
        has_nhs_number,
        Words(
            "Something here looks like an NHS number. "
            "Initials and made-up details are enough here."
        ),
    ),
    (
        has_telephone_number,
        Words(
            "Something here looks like a telephone number. "
            "Initials and made-up details are enough here."
        ),
    ),
    (
        has_email,
        Words(
            "Something here looks like an email address. "
            "Initials and made-up details are enough here."
        ),
    ),
    (
        has_postcode,
        Words(
            "Something here looks like a postcode. "
            "“Near the market” or a made-up place is enough here."
        ),
    ),
)
_DATE_OF_BIRTH = Words("Something here looks like a date of birth. A rough age is enough here.")
