"""Published questions as other systems want them: whole HTML, shares for every option."""

from base64 import b64encode
from collections.abc import Mapping
from decimal import Decimal
from html import escape, unescape

from cptraining.exchange import defaults, pictures, shares
from cptraining.exchange.asking import Asking, Part, Unsayable
from cptraining.rules.prose import plain


def stem(asking: Asking) -> str:
    """What to read, what to see and what is asked, as HTML; the picture within it."""
    image = asking.take("image")
    shown = inline_picture(image.model_dump()) if image else ""
    return joined(asking, shown)


def joined(asking: Asking, picture: str) -> str:
    """The same with a picture's element; a prompt alone is no paragraph."""
    about, prompt = asking.take("about"), asking.take("prompt")
    if not (about or picture):
        return str(prompt)
    shown = f"<p>{picture}</p>" if picture else ""
    return "\n".join(filter(None, [about, shown, f"<p>{prompt}</p>"]))


def inline_picture(image: Mapping[str, str]) -> str:
    """A picture with its content in its address."""
    file = pictures.written(image, "picture")
    return picture(f"data:{file.media};base64,{b64encode(file.content).decode()}", file.alt)


def picture(source: str, alt: str) -> str:
    """A picture's element."""
    return f'<img src="{escape(source)}" alt="{escape(alt)}">'


def unmarked(asking: Asking, html: str) -> str:
    """The plain text of a line, for a place where a format knows no more."""
    if "<" in html or "\n" in html:
        asking.cannot(f"“{plain(html)[:60]}” stands without its formatting.")
        return plain(html)
    return unescape(html)


def is_truth(asking: Asking) -> bool:
    """Whether the question is one of true or false."""
    fields = asking.part.model_dump()
    texts = [option["text"] for option in fields["options"]]
    has_share = any(option["share"] is not None for option in fields["options"])
    is_plain = not (fields["several"] or fields["shuffle"] or has_share)
    return is_plain and texts == [defaults.TRUE, defaults.FALSE]


def option_shares(asking: Asking) -> list[tuple[Part, Decimal]]:
    """Each option of a choice with what it adds to the mark."""
    options = asking.parts("options")
    flags = [bool(option.take("right")) for option in options]
    given = [option.take("share") for option in options]
    if asking.part.model_dump()["several"] and given.count(None) == len(given):
        asking.take("marks")
        return list(zip(options, shares.equal_parts(flags), strict=True))
    found = [
        Decimal(flag) if share is None else share for flag, share in zip(flags, given, strict=True)
    ]
    if asking.part.model_dump()["several"] and shares.are_equal_parts(found):
        asking.cannot("its shares come back as `marks: parts`, which means the same.")
    return list(zip(options, found, strict=True))


def marks_as_a_whole(asking: Asking) -> bool:
    """Whether several options are all right or all wrong together."""
    fields = asking.part.model_dump()
    given = [option["share"] for option in fields["options"]]
    is_whole = fields["marks"] == "whole" and given.count(None) == len(given)
    return bool(fields["several"]) and is_whole


def take_default_rubric(asking: Asking) -> None:
    """Take a rubric that reading a file without one makes anyway."""
    if asking.part.model_dump()["rubric"] == defaults.RUBRIC:
        asking.take("rubric")


def offered(gap: Part) -> list[tuple[str, Part | None]]:
    """What a gap offers, each with how it is accepted, if it is; none where it is typed.

    Raises Unsayable where more is accepted than is offered.
    """
    choices, accepted = gap.take("choices"), gap.parts("accepted")
    if not choices:
        return []
    told = {literal(one.part.model_dump()["text"]): one for one in accepted}
    if list(told) != [choice for choice in choices if choice in told] or len(told) < len(accepted):
        raise Unsayable("a gap accepts other words than those it offers, or in another order.")
    return [(choice, told.get(choice)) for choice in choices]


def literal(pattern: str) -> str:
    """The one text that a pattern without stars accepts."""
    return pattern.replace("\\*", "*")


def is_literal(pattern: str) -> bool:
    """Whether a pattern accepts one text only."""
    return "*" not in pattern.replace("\\*", "")
