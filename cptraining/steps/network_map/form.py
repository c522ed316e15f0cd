"""The map as a plain list of rows, and the questions under it."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from markupsafe import Markup
from wtforms import Field, RadioField, StringField, TextAreaField
from wtforms.validators import Length, Optional

from cptraining.steps.network_map.content import OWN, NetworkMap
from cptraining.steps.network_map.drawing import with_angles
from cptraining.steps.network_map.given import LONGEST_NAME, MOST, Question
from cptraining.steps.network_map.items import Names, items_of, names_of
from cptraining.web.forms import AnswerForm, choices
from cptraining.web.rows import Choice, Hidden, Record, Rows, Text, Tick
from cptraining.web.typed import lines, one_line

KINDS = {"person": _("person"), "place": _("place"), "activity": _("activity")}
CIRCLES = {"close": _("close"), "middle": _("middle"), "outer": _("outer")}
EFFECTS = {"gives": _("gives something"), "neutral": _("neutral"), "drains": _("wears out")}

LONGEST = 2000
LONGEST_BEFORE = 100_000
"""Characters of an earlier map: more than 150 items with long names take."""

COLUMNS = [
    Text("name", _("What would you call it?"), most=LONGEST_NAME),
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
    Text(
        "knows",
        _("Knows (names or numbers from this list, with commas)"),
        most=LONGEST,
        is_wide=True,
    ),
    Tick("gets", _("Gets something too")),
    Tick("paid", _("Paid to be there")),
    Hidden("angle"),
]


def strangers(records: list[Record]) -> Iterator[tuple[str, str, str]]:
    """Names in “knows” that are not on the map: the row's id, the column, what to say."""
    names = _names(records)
    for record in records:
        _ids, unknown = names.ids_in(record["knows"])
        if unknown:
            said = gettext(
                "“%(name)s” is not on this map. Write a name or a number from this list.",
                name=unknown[0],
            )
            yield record["id"], "knows", said


def form(content: NetworkMap) -> type[AnswerForm]:
    """The form of one map: of its questions alone where the map is only to be looked at."""
    fields = {f"said_{one.id}": _box(one) for one in content.questions}
    if not content.given:
        fields["middle"] = _middle(content)
    made = Questions if content.is_fixed else Map
    return type("NetworkMapForm", (made,), {"content": content} | fields)


def _box(question: Question) -> Field:
    return TextAreaField(
        Markup(question.prompt),  # noqa: S704 -- sanitised when published
        description=question.starter or "",
        filters=[lines],
        validators=[Length(max=LONGEST)],
        render_kw={"rows": 2},
    )


def _middle(content: NetworkMap) -> Field:
    people = [(person.id, person.name) for person in content.people]
    return RadioField(
        _("Who is in the middle?"),
        choices=choices([(OWN, _("Me")), *people]),
        default=OWN,
        validators=[Optional()],
    )


class Questions(AnswerForm):
    """What is written to the questions."""

    content: NetworkMap

    @property
    def answer(self) -> dict[str, Any]:
        """The questions with words."""
        fields = ((one.id, self[f"said_{one.id}"].data) for one in self.content.questions)
        said = {id_: text for id_, text in fields if text}
        return {"said": said} if said else {}

    @classmethod
    def filled(cls, answer: Any) -> dict[str, Any]:
        """The words, by field."""
        return {f"said_{id_}": text for id_, text in cls.content.said(answer).items()}


class Map(Questions):
    """Who is in the middle, what is round them, and what is written to the questions."""

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
        """The middle, the rows that have a name, what the map was at first, and the words."""
        given = self.content.beginning
        middle = given["middle"] if given else self["middle"].data or OWN
        before = _read(self.before.data)
        return (
            {"middle": middle, "items": _stored(self["items"].data)}
            | ({"before": before} if before else {})
            | super().answer
        )

    @classmethod
    def filled(cls, answer: Any) -> dict[str, Any]:
        """The fields have the answer's names; before the first one, the author's map."""
        given = answer if isinstance(answer, Mapping) else cls.content.beginning or {}
        items = with_angles(items_of(given))
        names = names_of(items)
        rows = [item._asdict() | {"knows": names.text_of(item.knows)} for item in items]
        before = json.dumps(given["before"]) if given.get("before") else ""
        return {**given, "items": rows, "before": before} | super().filled(given)


def _stored(records: list[Record]) -> list[Record]:
    """The records as they are stored: ids for names, and a place on its circle for each."""
    names = _names(records)
    found = [
        record
        | {"knows": [id_ for id_ in names.ids_in(record["knows"])[0] if id_ != record["id"]]}
        for record in records
    ]
    placed = with_angles(items_of({"items": found}))
    return [record | {"angle": item.angle} for record, item in zip(found, placed, strict=True)]


def _names(records: list[Record]) -> Names:
    return Names((record["id"], record["name"]) for record in records)


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
