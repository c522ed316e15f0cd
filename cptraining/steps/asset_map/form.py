"""The map as a list of rows, and the author's question under it."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _
from markupsafe import Markup
from wtforms import TextAreaField
from wtforms.validators import Length

from cptraining.rules.words import Words
from cptraining.steps.asset_map.content import AssetMap
from cptraining.web.forms import AnswerForm
from cptraining.web.rows import Choice, Column, Day, Rows, Text, Tick
from cptraining.web.typed import lines

MOST = 60
LONGEST = 2000


def form(content: AssetMap) -> type[AnswerForm]:
    """The form of one map."""

    class AssetMapForm(AnswerForm):
        """What there is."""

        items = Rows(
            _("On the map"), noun=_("Entry"), most=MOST, blank=4, columns=_columns(content)
        )
        note = TextAreaField(
            Markup(content.question or ""),  # noqa: S704 -- sanitised when published
            filters=[lines],
            validators=[Length(max=LONGEST)],
            render_kw={"rows": 3},
        )

        @property
        def answer(self) -> dict[str, Any]:
            """The rows that have a name, and the note."""
            return {"items": self.items.data, "note": self.note.data or ""}

        @classmethod
        def filled(cls, answer: Any) -> dict[str, Any]:
            """The fields have the answer's names."""
            return dict(answer or {})

    return AssetMapForm


def _columns(content: AssetMap) -> list[Column]:
    """What every entry says first, then what this author asks, then how sure it is."""
    return [
        Text("name", _("What would you call it?"), most=60),
        Choice("sort", _("Sort"), _said(content.sort_names)),
        Choice("ring", content.distance or _("How far away"), _said(content.ring_names)),
        Day("checked", content.checked or _("Last checked")),
        Tick("been", _("I have been there")),
        *(Tick(mark.id, mark.label) for mark in content.marks),
        *(Text(id_, label, most=200) for id_, label in _said(content.asked).items()),
    ]


def _said(names: Mapping[str, Words | str]) -> dict[str, str]:
    """Names by id; ours are translated where they are shown."""
    return {id_: _(one.text) if isinstance(one, Words) else one for id_, one in names.items()}
