"""The map as a plain list of rows."""

import json
from collections.abc import Iterator
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import RadioField, StringField
from wtforms.validators import Length, Optional

from cptraining.steps.network_map.content import OWN, NetworkMap
from cptraining.steps.network_map.drawing import with_angles
from cptraining.steps.network_map.items import ids_in, items_of, text_of
from cptraining.web.forms import AnswerForm, choices
from cptraining.web.rows import Choice, Hidden, Record, Rows, Text, Tick
from cptraining.web.typed import one_line

KINDS = {"person": _("person"), "place": _("place"), "activity": _("activity")}
CIRCLES = {"close": _("close"), "middle": _("middle"), "outer": _("outer")}
EFFECTS = {"gives": _("gives something"), "neutral": _("neutral"), "drains": _("wears out")}

MOST = 150
LONGEST_BEFORE = 100_000
"""Characters of an earlier map: more than 150 items with long names take."""

COLUMNS = [
    Text("name", _("What would you call it?"), most=40),
    Choice(
        "kind",
        _("Kind"),
        KINDS,
        needed=_("Say whether this is a person, a place or an activity."),
    ),
    Choice(
        "circle",
        _("Circle"),
        CIRCLES,
        needed=_("Say how close this is: close, middle or outer."),
    ),
    Choice("effect", _("Effect"), EFFECTS, default="neutral"),
    Text("knows", _("Knows (names or numbers from this list, with commas)"), most=2000),
    Tick("paid", _("Paid to be there")),
    Hidden("angle"),
]


def strangers(records: list[Record]) -> Iterator[tuple[str, str, str]]:
    """Names in “knows” that are not on the map: the row's id, the column, what to say."""
    for record in records:
        _ids, unknown = ids_in(record["knows"], records)
        if unknown:
            said = gettext(
                "“%(name)s” is not on this map. Write a name or a number from this list.",
                name=unknown[0],
            )
            yield record["id"], "knows", said


def form(content: NetworkMap) -> type[AnswerForm]:
    """The form of one map."""
    people = [(person.id, person.name) for person in content.people]

    class NetworkMapForm(AnswerForm):
        """Who is in the middle, and what is round them."""

        middle = RadioField(
            _("Who is in the middle?"),
            choices=choices([(OWN, _("Me")), *people]),
            default=OWN,
            validators=[Optional()],
        )
        items = Rows(
            _("On the map"),
            noun=_("Person, place or activity"),
            most=MOST,
            blank=4,
            columns=COLUMNS,
            across=strangers,
        )
        before = StringField(validators=[Length(max=LONGEST_BEFORE)])

        @property
        def answer(self) -> dict[str, Any]:
            """The middle, the rows that have a name, and what the map was at first."""
            answer = {"middle": self.middle.data or OWN, "items": _stored(self.items.data)}
            before = _read(self.before.data)
            return answer | ({"before": before} if before else {})

        @classmethod
        def filled(cls, answer: Any) -> dict[str, Any]:
            """The fields have the answer's names."""
            given = answer if isinstance(answer, dict) else {}
            items = with_angles(items_of(given))
            rows = [item._asdict() | {"knows": text_of(item.knows, items)} for item in items]
            before = json.dumps(given["before"]) if given.get("before") else ""
            return given | {"items": rows, "before": before}

    return NetworkMapForm


def _stored(records: list[Record]) -> list[Record]:
    """The records as they are stored: ids for names, and a place on its circle for each."""
    found = [
        record
        | {"knows": [id_ for id_ in ids_in(record["knows"], records)[0] if id_ != record["id"]]}
        for record in records
    ]
    placed = with_angles(items_of({"items": found}))
    return [record | {"angle": item.angle} for record, item in zip(found, placed, strict=True)]


def _read(text: str | None) -> list[Record]:
    """The items of an earlier map as the page brings them back; none when they make no sense."""
    try:
        found = json.loads(text or "[]")
    except (ValueError, RecursionError):
        return []
    items = items_of({"items": found})[:MOST]
    return [
        item._asdict()
        | {"id": one_line(item.id), "name": one_line(item.name)}
        | {"knows": [one_line(id_) for id_ in item.knows]}
        for item in items
    ]
