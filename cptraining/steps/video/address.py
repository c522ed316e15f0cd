"""Which film an address means, and how to embed it so that its host learns least."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

_YOUTUBE = re.compile(
    r"https://(?:(?:www\.|m\.)?youtube\.com/(?:watch\?v=|embed/|shorts/)|youtu\.be/"
    r"|www\.youtube-nocookie\.com/embed/)(?P<id>[A-Za-z0-9_-]{11})(?:[?&#][^\s\"<>]*)?"
)
_VIMEO = re.compile(
    r"https://(?:www\.)?(?:vimeo\.com/|player\.vimeo\.com/video/)(?P<id>\d{6,12})(?:[?#/][^\s\"<>]*)?"
)
_FILE = re.compile(r"https://(?P<host>[a-z0-9-]+(?:\.[a-z0-9-]+)+)/[^\s\"'<>;]+\.(?:mp4|webm)")


@dataclass(frozen=True)
class Film:
    """`watch` is a page of its own, `embed` goes in a frame, `site` is the host's name."""

    watch: str
    embed: str
    site: str

    @property
    def is_file(self) -> bool:
        """Whether our own page plays it; else the player in the frame is its host's."""
        return self.watch == self.embed

    @property
    def frame_host(self) -> str:
        """The one site whose frame a page may open."""
        parts = urlsplit(self.embed)
        return f"{parts.scheme}://{parts.netloc}"


def find(address: str) -> Film | None:
    """The film at this address; None when the site is not one we can embed."""
    if match := _YOUTUBE.fullmatch(address):
        embed = f"https://www.youtube-nocookie.com/embed/{match['id']}"
        return Film(f"https://www.youtube.com/watch?v={match['id']}", embed, "YouTube")
    if match := _VIMEO.fullmatch(address):
        embed = f"https://player.vimeo.com/video/{match['id']}?dnt=1"
        return Film(f"https://vimeo.com/{match['id']}", embed, "Vimeo")
    if match := _FILE.fullmatch(address):
        return Film(address, address, match["host"])
    return None
