"""What somebody looks for: the words that matter of what they typed."""

import re

MOST = 8
"""Words that are looked for; whoever pastes a page finds what its first words find."""

_WORD = re.compile(r"[^\W_]+")
_SMALL = frozenset(
    _WORD.findall("""
a an and are as at be been but by can could d did do does for from had has have he her him his how
i if in into is it its ll m me my no not of on or our re s she should so t than that the their them
then there they this to too us ve was we were what when where which who why will with would you
your
""")
)


def sought(typed: str) -> tuple[str, ...]:
    """The words, in small letters and each once; the small ones only when there are no others."""
    words = tuple(dict.fromkeys(_WORD.findall(typed.casefold())))
    return (tuple(word for word in words if word not in _SMALL) or words)[:MOST]
