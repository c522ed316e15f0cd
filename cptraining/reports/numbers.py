"""How figures are written on a page; a dash stands for what cannot be said."""

from flask_babel import format_decimal, format_percent

NOTHING = "–"


def share(value: float | None) -> str:
    """A share of 1 in per cent: 0.634 is 63%."""
    return NOTHING if value is None else str(format_percent(value, "#,##0%"))


def per_cent(value: float | None) -> str:
    """What is in per cent already: 63.4 is 63%."""
    return share(None if value is None else value / 100)


def weight(value: float | None) -> str:
    """The same with a place: 12.5 is 12.5%."""
    return NOTHING if value is None else str(format_percent(value / 100, "#,##0.#%"))


def decimal(value: float | None) -> str:
    """Two places: 0.63."""
    return NOTHING if value is None else str(format_decimal(value, "#,##0.00"))


def marks(value: float | None) -> str:
    """As many places as it takes, two at most: 8, or 4.67."""
    return NOTHING if value is None else str(format_decimal(value, "#,##0.##"))
