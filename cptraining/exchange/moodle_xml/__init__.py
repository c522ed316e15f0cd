"""Moodle XML: what Moodle's question bank holds (https://docs.moodle.org/en/Moodle_XML_format)."""

from cptraining.exchange.moodle_xml.reader import read
from cptraining.exchange.moodle_xml.writer import write

__all__ = ["read", "write"]
