"""Pictures that come with questions: found, checked, named, and written out again."""

import binascii
import re
from base64 import b64decode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePosixPath
from urllib.parse import unquote

from pydantic_core import PydanticCustomError

from cptraining.courses import pictures
from cptraining.exchange.notes import Authored
from cptraining.exchange.tree import Element
from cptraining.rules.authoring import mistake

_DATA = re.compile(r"data:image/(?P<kind>svg\+xml|png|jpe?g|gif|webp);base64,", re.IGNORECASE)
_PLACE = re.compile(r"@@PLUGINFILE@@/+")
_ENDINGS = {"svg+xml": "svg", "jpeg": "jpg"}
LARGEST_DRAWING = 200_000

Note = Callable[[int, str, str], None]


class Pictures:
    """The pictures of a file: those at hand by name, and those that questions use."""

    def __init__(self, used: dict[str, bytes], note: Note) -> None:
        self.used, self.note = used, note
        self.at_hand: Mapping[str, bytes] = {}

    def first(self, elements: Sequence[Element]) -> Authored | None:
        """The first usable picture, as a question's `image`; others are reported."""
        for place, element in enumerate(elements):
            name = self._taken(element)
            if name:
                for other in elements[place + 1 :]:
                    self.leave_out(other)
                return {"file": name, "alt": self._alt(element)}
        return None

    def leave_out(self, element: Element) -> None:
        """Report a picture that has no place here."""
        source = element.attributes.get("src", "")[:80]
        alt = element.attributes.get("alt", "").strip()
        said = f" (“{alt}”)" if alt else ""
        advice = "A question has one picture, before what is asked; say the rest in words."
        self.note(element.line, f"The picture {source}{said} is left out.", advice)

    def _taken(self, element: Element) -> str | None:
        found = self._content(element.attributes.get("src", ""))
        if found is None:
            self.note(
                element.line,
                f"The picture {element.attributes.get('src', '')[:80]} is not in the file.",
                "Add it as `image` by hand: nothing is fetched from elsewhere.",
            )
            return None
        name, content = found
        if name.lower().endswith(".svg"):
            content = content[max(content.find(b"<svg"), 0) :]
        try:
            check(name, content)
        except PydanticCustomError as error:
            self.note(element.line, f"A picture is left out: expected {error}.", "Add it anew.")
            return None
        return self._kept(name, content)

    def _content(self, source: str) -> tuple[str, bytes] | None:
        inside = _DATA.match(source)
        if inside:
            ending = _ENDINGS.get(inside["kind"].lower(), inside["kind"].lower())
            content = decoded(source[inside.end() :])
            return f"picture-{sha256(content).hexdigest()[:8]}.{ending}", content
        name = unquote(_PLACE.sub("", source.partition("?")[0]))
        known = self.at_hand.get(name)
        return None if known is None else (PurePosixPath(name).name, known)

    def _kept(self, name: str, content: bytes) -> str:
        """The name of the picture beside the bank; another when one of this name differs."""
        stem, _, ending = name.rpartition(".")
        bare = re.sub(r"[^A-Za-z0-9_-]+", "-", stem)[:50].strip("-") or "picture"
        name, number = f"{bare}.{ending.lower()}", 1
        while self.used.get(name, content) != content:
            number += 1
            name = f"{bare}-{number}.{ending.lower()}"
        self.used[name] = content
        return name

    def _alt(self, element: Element) -> str:
        alt = element.attributes.get("alt", "").strip()
        if alt:
            return alt[:2000]
        advice = "Say in `alt` all that the picture shows, for those who cannot see it."
        self.note(element.line, "A picture has no text that says what it shows.", advice)
        return "A picture"


@dataclass(frozen=True)
class Written:
    """A picture as a file: its name, its media type, its content and what it shows."""

    name: str
    media: str
    content: bytes
    alt: str


def written(image: Mapping[str, str], name: str) -> Written:
    """A published picture as a file, its name without an ending."""
    source = image["file"]
    if source.startswith("<svg"):
        return Written(f"{name}.svg", "image/svg+xml", source.encode(), image["alt"])
    media, _, code = source.removeprefix("data:").partition(";base64,")
    ending = media.removeprefix("image/")
    return Written(f"{name}.{ending}", media, decoded(code), image["alt"])


def decoded(code: str) -> bytes:
    """Bytes written in base64; none at all when that is not what it is."""
    try:
        return b64decode("".join(code.split()), validate=True)
    except (binascii.Error, ValueError):
        return b""


def check(name: str, content: bytes) -> None:
    """Raise a mistake for a picture that no question can have."""
    if not name.lower().endswith(".svg"):
        pictures.address(name, content)
    elif len(content) > LARGEST_DRAWING or not content.startswith(b"<svg"):
        raise mistake(f"{name} to be an SVG drawing of at most {LARGEST_DRAWING} bytes")
