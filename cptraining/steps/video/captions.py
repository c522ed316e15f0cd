"""WebVTT, as far as captions need it: when which words are shown."""

import re
from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from cptraining.rules.authoring import mistake

_TIME = r"(?:(\d+):)?([0-5]\d):([0-5]\d\.\d{3})"
_TIMING = re.compile(rf"{_TIME}[ \t]+-->[ \t]+{_TIME}(?:[ \t].*)?")
_NOT_SHOWN = ("NOTE", "STYLE", "REGION")


class Cue(NamedTuple):
    """Words, the seconds from which and until which they are shown, and who says them."""

    start: float
    end: float
    words: str
    who: str = ""


def parsed(text: str) -> list[Cue]:
    """Everything that is shown, in the file's order. Raises the mistake that it is no WebVTT."""
    head, *blocks = re.split(r"\n[ \t]*\n\s*", text.strip())
    if head.split(maxsplit=1)[:1] != ["WEBVTT"]:
        raise mistake("WebVTT: the first line is WEBVTT, then an empty line")
    found = [_cue(block) for block in blocks if not block.startswith(_NOT_SHOWN)]
    if not found or any(one.start > after.start for one, after in pairwise(found)):
        raise mistake("one caption after the other, in the order of their times")
    return found


def written(cues: Iterable[Cue]) -> str:
    """The captions as a file in WebVTT; who speaks stands in a voice tag."""
    return "\n\n".join(["WEBVTT", *map(_block, cues)]) + "\n"


def _block(cue: Cue) -> str:
    words = cue.words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    voice = f"<v {cue.who}>" if cue.who else ""
    return f"{_stamp(cue.start)} --> {_stamp(cue.end)}\n{voice}{words}"


def _stamp(seconds: float) -> str:
    whole = round(seconds * 1000)
    minutes, rest = divmod(whole, 60_000)
    return f"{minutes // 60:02}:{minutes % 60:02}:{rest // 1000:02}.{rest % 1000:03}"


def _cue(block: str) -> Cue:
    """A block: a name, if it has one; its times; its words."""
    lines = block.splitlines()
    timing = next((place for place, line in enumerate(lines[:2]) if "-->" in line), None)
    match = _TIMING.fullmatch(lines[timing].strip()) if timing is not None else None
    if timing is None or match is None:
        raise mistake(f"times such as 00:01.000 --> 00:04.500, not “{lines[0][:40]}”")
    cue = Cue(_seconds(*match.group(1, 2, 3)), _seconds(*match.group(4, 5, 6)),
              "\n".join(lines[timing + 1 :]))  # fmt: skip
    if cue.end <= cue.start or not cue.words:
        raise mistake(f"words, and an end after the beginning, at “{lines[timing][:40]}”")
    return cue


def _seconds(hours: str | None, minutes: str, seconds: str) -> float:
    return int(hours or 0) * 3600 + int(minutes) * 60 + float(seconds)
