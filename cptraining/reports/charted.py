"""The charts of figures, and the rows of the tables behind them."""

from collections.abc import Sequence

from flask_babel import gettext as _
from markupsafe import Markup

from cptraining.reports import numbers
from cptraining.rules.statistics.plots import BANDS
from cptraining.web.charts import Axis, Bar, bars, small


def totals(bands: Sequence[int]) -> Markup:
    """How many reached which share of the total."""
    most = max(bands)
    found = [
        Bar(name.replace("–", "–\n"), count / most, str(count or ""))
        for name, count in zip(band_names(), bands, strict=True)
    ]
    return bars(found, Axis(str(most)), title=_("How many tries reached which share of the total"))


def band_names() -> list[str]:
    """The shares in each band, in per cent."""
    width = 100 // BANDS
    ends = [width * (place + 1) - 1 for place in range(BANDS - 1)]
    return [f"{end - width + 1}–{end}" for end in ends] + [f"{100 - width}–100"]


def fifths(shares: Sequence[float], chance: float | None = None) -> Markup:
    """How well each fifth of the people does at one question, beside guessing."""
    found = [
        Bar(name.replace(" ", "\n", 1), value, numbers.share(value))
        for name, value in zip(fifth_names(), shares, strict=True)
    ]
    title = _(
        "Share of the mark in each fifth of the tries, from the lowest totals to the highest"
    )
    return bars(found, Axis("100%", chance or None), title=title)


def fifth_names() -> list[str]:
    """The fifths, from the lowest totals to the highest."""
    return [_("Lowest fifth"), _("Second fifth"), _("Middle fifth"), _("Fourth fifth"),
            _("Highest fifth")]  # fmt: skip


def beside(shares: Sequence[float]) -> Markup:
    """The fifths, small, beside words."""
    return small(shares)
