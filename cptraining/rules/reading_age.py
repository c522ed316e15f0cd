"""How old somebody has to be to read a text with ease."""

import re

from cptraining.rules.prose import plain

_END_OF_BLOCK = re.compile(r"</(?:p|li|h\d|td|th|dt|dd|blockquote)>|<br>")
_END_OF_SENTENCE = re.compile(r"(?<=[.!?…:])[”’\"')]*\s+")
_WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*")
_FEWEST_WORDS = 100
_YOUNGEST = 5


def reading_age(html: str) -> int | None:
    """The age in years for sanitised HTML; None for fewer than 100 words, which say too little.

    The Automated Readability Index of Senter and Smith (1967), 4.71 letters per word + 0.5 words
    per sentence - 21.43, is a school grade; its first year is for the age of six. Headings and
    items of lists count as sentences.
    """
    blocks = (plain(block) for block in _END_OF_BLOCK.split(html))
    sentences = [part for block in blocks for part in _END_OF_SENTENCE.split(block)]
    counted = [words for part in sentences if (words := _WORD.findall(part))]
    words = [word for sentence in counted for word in sentence]
    if len(words) < _FEWEST_WORDS:
        return None
    letters = sum(map(len, words))
    grade = 4.71 * letters / len(words) + 0.5 * len(words) / len(counted) - 21.43
    return max(round(grade) + 5, _YOUNGEST)
