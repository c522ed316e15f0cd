"""Plain text as Markdown that says exactly that text, with as few backslashes as can be."""

import re

_ALWAYS = re.compile(
    r"[\\`*<]|&(?=#?\w{1,31};)|](?=[(:])|\((?=(?:c|r|p|tm)\))|\+(?=-)", re.IGNORECASE
)
_UNDERLINE = re.compile(r"_+")
_PICTURE = re.compile(r"!(?=\[|\Z)")
_REPEATS = re.compile(r"([.,?!-])\1+")
_QUOTES = re.compile(r"[\"']")
_STARTS = re.compile(
    r"^(?:(?P<mark>#{1,6}|[-+])(?=\s|$)|(?P<sign>>|~~~|[-=:|_](?=[-=:|_ \t]*$)|\|)"
    r"|(?P<number>\d{1,9})(?=[.)](?:\s|$)))",
    re.MULTILINE,
)
SPACE = " \t\n\r\f"
"""What HTML takes for space; the one that keeps words together is none."""

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_NO_XML = re.compile("[\ud800-\udfff\ufffe\uffff]")
_NEWLINE = re.compile(r"[ \t]*\n[ \t]*")
_NEWLINES = re.compile(r"[ \t]*\n[ \t\n]*")


def without_controls(text: str) -> str:
    """Text without the characters that no page shows."""
    return _CONTROL.sub("", text)


def tidied(text: str, *, keeps_empty_lines: bool = False) -> str:
    """The same, also without space around the ends of lines and without empty lines."""
    around = _NEWLINE if keeps_empty_lines else _NEWLINES
    return around.sub("\n", without_controls(text))


def inline(text: str, *, exact: bool) -> str:
    """Text inside a line; unless it is `exact`, pages better its quotes, dots and dashes."""
    text = _ALWAYS.sub(_escaped, text)
    text = _PICTURE.sub(_escaped, _UNDERLINE.sub(_underline, text))
    return _QUOTES.sub(_escaped, _REPEATS.sub(_apart, text)) if exact else text


def bracketed(text: str) -> str:
    """What stands between the brackets of a link, escaped already but for its brackets."""
    return re.sub(r"(?<!\\)[\[\]]", _escaped, text)


def starts(markdown: str) -> str:
    """Markdown of a line or more, none of which may begin a list, a heading or the like."""
    return _STARTS.sub(_start, markdown)


def literal(text: str, *, exact: bool) -> str:
    """Plain text of one line or more, as a line of Markdown."""
    return inline(tidied(text).strip(SPACE), exact=exact).replace("\n", "\\\n")


def _escaped(found: re.Match[str]) -> str:
    return "\\" + found[0]


def _underline(found: re.Match[str]) -> str:
    """A line to write on, or between letters, is no emphasis."""
    text, start, end = found.string, found.start(), found.end()
    around = (text[start - 1 : start] or "*", text[end : end + 1] or "*")
    is_alone = all(sign.isspace() for sign in around)
    is_inside = len(found[0]) == 1 and all(sign.isalnum() for sign in around)
    return found[0] if is_alone or is_inside else "\\_" * len(found[0])


def _apart(found: re.Match[str]) -> str:
    return found[1] + len(found[0][1:]) * f"\\{found[1]}"


def _start(found: re.Match[str]) -> str:
    if found["number"]:
        return found["number"] + "\\"
    return "\\" + found[0]


def for_xml(text: str) -> str:
    """Text without the characters that XML cannot hold."""
    return _NO_XML.sub("", without_controls(text))
