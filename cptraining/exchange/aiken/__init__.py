"""Aiken: choices of one as plain text, without feedback; easily written in any word processor."""

from cptraining.exchange.aiken.reader import read
from cptraining.exchange.aiken.writer import write

__all__ = ["read", "write"]
