"""GIFT: questions as plain text, from Moodle (https://docs.moodle.org/en/GIFT_format)."""

from cptraining.exchange.gift.reader import read
from cptraining.exchange.gift.writer import write

__all__ = ["read", "write"]
