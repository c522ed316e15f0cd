"""Why something asked for is not done, in words that say what to do next."""

from typing import ClassVar

from cptraining.rules.words import Words


class Refusal(Exception):  # noqa: N818 -- a refusal is an answer, not an error
    """Something that was asked for and is not done; `web/errors.py` shows it once.

    `status` is the HTTP status; `words` say what happened and what to do next.
    """

    status: ClassVar[int] = 409
    words: Words = Words("That could not be done. Go back and try again.")


class NotFound(Refusal):
    """There is no such thing, or it is somebody else's: the answer is the same."""

    status = 404
    words = Words("There is no such page. Check the address, or go back to the start.")
