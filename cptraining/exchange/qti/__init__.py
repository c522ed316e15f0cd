"""QTI 3: items and packages of them, by 1EdTech (https://www.imsglobal.org/spec/qti/v3p0/impl)."""

from cptraining.exchange.qti.reader import read
from cptraining.exchange.qti.writer import write

__all__ = ["read", "write"]
