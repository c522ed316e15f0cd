"""Files of text from anywhere, as text with lines like ours."""

from cptraining.exchange.notes import Unreadable


def decoded(data: bytes) -> str:
    """The text of a file. Raises Unreadable when it is not UTF-8."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Unreadable(line, "This is no UTF-8 text.", "Save the file as UTF-8.") from error
    return text.replace("\r\n", "\n").replace("\r", "\n")
