"""A film at another site, and its whole transcript."""

from typing import Annotated, Self, cast
from urllib.parse import urlsplit

from pydantic import Field, StringConstraints, model_validator

from cptraining.rules.authoring import Text, mistake
from cptraining.rules.prose import Line, Prose
from cptraining.steps.content import Content
from cptraining.steps.video.address import Film, find

Seconds = Annotated[int, Field(ge=1, le=3600)]


class Video(Content):
    """The film's address as a browser shows it, its length in seconds, its words.

    `credit` says whose film it is.
    """

    address: Annotated[str, StringConstraints(max_length=300)]
    title: Text
    seconds: Seconds
    transcript: Annotated[Prose, Field(min_length=1)]
    credit: Line

    @model_validator(mode="after")
    def _has_known_address(self) -> Self:
        if find(self.address) is None:
            raise mistake(
                "an https address of one film at YouTube or Vimeo, or of an .mp4 or .webm file",
                "address",
            )
        return self

    @property
    def film(self) -> Film:
        """Where to watch it, and where it can be embedded."""
        return cast("Film", find(self.address))  # the validator saw that there is one

    @property
    def frame_host(self) -> str:
        """The one site whose frame the page may open."""
        parts = urlsplit(self.film.embed)
        return f"{parts.scheme}://{parts.netloc}"
