"""Stored HTML as the XML that QTI is written in."""

from html import escape

from cptraining.exchange import html
from cptraining.exchange.escaping import for_xml


def xhtml(stored: str) -> str:
    """HTML of ours, which is tidy, as well-formed XML."""
    return html.written(html.tree(stored))


def safe(text: str) -> str:
    """Plain text for any place in XML."""
    return escape(for_xml(text))


def element(tag: str, inside: str = "", **attributes: str) -> str:
    """An element of QTI; names of attributes are written with hyphens."""
    named = {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
    said = "".join(f' {name}="{safe(value)}"' for name, value in named.items())
    return f"<qti-{tag}{said}>{inside}</qti-{tag}>" if inside else f"<qti-{tag}{said}/>"
