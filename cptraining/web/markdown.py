"""Markdown as authors write it, to HTML that is safe to show."""

from markdown_it import MarkdownIt

from cptraining.web.sanitize import clean, clean_line

_reader = MarkdownIt("commonmark", {"html": False, "typographer": True}).enable(
    ["table", "replacements", "smartquotes"]
)


def prose(text: str) -> str:
    """Paragraphs, headings, lists and tables. HTML in the text is shown, not obeyed."""
    return clean(_reader.render(text)).strip()


def line(text: str) -> str:
    """One line: emphasis and links only."""
    return clean_line(_reader.renderInline(text)).strip()


def headings(text: str) -> list[tuple[int, int]]:
    """Level and line (counted from 0) of every heading."""
    opened = (token for token in _reader.parse(text) if token.type == "heading_open")
    return [(int(token.tag[1:]), token.map[0] if token.map else 0) for token in opened]
