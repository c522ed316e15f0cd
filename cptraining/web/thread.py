"""The steps of a module as beads on a thread, each a link; the words say what the shapes show."""

from collections.abc import Iterable
from typing import NamedTuple

from markupsafe import Markup, escape

from cptraining.web.language import looked_up as _

HALO = '<circle class="app-thread__halo" cx="11" cy="11" r="13"/>'
TICK = '<path d="m6.5 11.5 3 3 6-6.5"/>'
LOOKS = {"complete": "is-done", "exempt": "is-done", "not_started": "is-todo"}
BEGUN = "is-part"


class Bead(NamedTuple):
    """One step; `state` is complete, in_progress, failed, exempt or not_started."""

    title: str
    url: str
    state: str
    is_here: bool


def thread(beads: Iterable[Bead]) -> Markup:
    """The beads as a list of links; written here, since a template takes three times as long."""
    said = {"is-done": _("done"), "is-todo": _("not started"), BEGUN: _("started")}
    named, here = _("Step %(n)s: %(title)s"), _("you are here")
    items = []
    for number, bead in enumerate(beads, 1):
        look = LOOKS.get(bead.state, BEGUN)
        words = [named % {"n": number, "title": bead.title}, said[look]]
        items.append(_bead(bead, look, [*words, here] if bead.is_here else words))
    label = escape(_("Steps in this module"))
    return Markup(  # noqa: S704 -- escaped piece by piece
        f'<nav aria-label="{label}"><ol class="app-thread">{"".join(items)}</ol></nav>'
    )


def _bead(bead: Bead, look: str, words: Iterable[str]) -> str:
    now, current, halo = (" is-now", ' aria-current="step"', HALO) if bead.is_here else ("",) * 3
    tick = TICK if look == "is-done" else ""
    return (
        f'<li class="{look}{now}"><a href="{escape(bead.url)}"{current}>'
        f'<svg viewBox="0 0 22 22" aria-hidden="true" focusable="false">{halo}'
        f'<circle cx="11" cy="11" r="9"/>{tick}</svg>'
        f'<span class="nhsuk-u-visually-hidden">{escape(", ".join(words))}</span></a></li>\n'
    )
