"""A list of small records as one field: a row each, with buttons to move, remove and add.

A WTForms field for every cell would cost more than all the rest of a page.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from re import fullmatch
from secrets import token_hex
from typing import Any, NamedTuple

from flask_babel import gettext as _
from wtforms import Field
from wtforms.utils import unset_value

from cptraining.web.columns import Choice, Column, Day, Hidden, Long, Text, Tick
from cptraining.web.rowsheet import sheet

__all__ = ["Choice", "Column", "Day", "Hidden", "Long", "Rows", "Text", "Tick"]

SPARE = 4
"""Blank rows after the filled ones, as long as there is room."""

KEPT = 2
"""How many times too many rows are shown again; only a machine sends more."""

ID = r"[a-z0-9]{1,12}"

Record = dict[str, Any]


Across = Callable[[list[Record]], Iterable[tuple[str, str, str]]]
"""Says what is wrong between records: a row's id, the name of a column, the words."""


class Row(NamedTuple):
    """A row on the page: its lasting id and the text of each cell, in the columns' order."""

    id: str
    texts: list[str]


class Rows(Field):
    """Its data are [{"id": …, column: value, …}, …], without rows whose first cell is blank.

    `noun` says what one record is, `most` how many there may be, `blank` how many rows an empty
    page shows, `spare` how many blank ones follow those that are filled, `across` checks the
    records against each other. It posts as `<name>-<number>-<column>`; the order of the rows is
    the post's.
    """

    widget = staticmethod(sheet)

    def __init__(
        self, label: str, *, columns: Sequence[Column], noun: str, **options: Any
    ) -> None:
        self.columns, self.noun = columns, noun
        self.most: int = options.pop("most")
        self.blank: int = options.pop("blank", SPARE)
        self.spare: int = options.pop("spare", SPARE)
        self.across: Across = options.pop("across", lambda _records: ())
        self.wrong: dict[str, str] = {}
        self.goes_on_at: int | None = None
        super().__init__(label, **options)

    def process(
        self,
        formdata: Any,
        data: Any = unset_value,
        extra_filters: Any = None,  # noqa: ARG002  # WTForms' signature
    ) -> None:
        """Take the rows from the post, else from what was stored."""
        self.process_errors = []
        self.object_data = None if data is unset_value else data
        if formdata is None:
            self._show(self.object_data)
        else:
            self.rows = self._fitting(list(self._posted(formdata)))

    @property
    def data(self) -> list[Record]:
        """The records of the filled rows."""
        return [
            {"id": row.id}
            | {
                column.name: column.read(text)
                for column, text in zip(self.columns, row.texts, strict=True)
            }
            for row in self.rows
            if self._is_filled(row)
        ]

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002  # WTForms' signature
        """Say what is wrong in each cell of the rows that count."""
        self.wrong = dict(self._wrong_cells()) or dict(self._wrong_between())
        self.errors = [*self.errors, *self.wrong.values()]
        if len(self.data) > self.most:
            self.errors.append(_("There is room for %(most)s. Remove some.", most=self.most))

    @property
    def complaints(self) -> list[str]:
        """What is wrong with the list as a whole rather than with a cell."""
        cells = set(self.wrong.values())
        return [str(error) for error in self.errors if error not in cells]

    def mistakes(self) -> Iterator[tuple[str, str]]:
        """Each mistake's place, the id of its control or of the list, and what to say."""
        yield from self.wrong.items()
        yield from ((self.id, complaint) for complaint in self.complaints)

    def edit(self, what: str) -> str:
        """Do what a button says, for example "up-k3", whatever is right or wrong in the rows.

        The id of the row to go on at, once the filled rows are saved.
        """
        blank = [column.blank for column in self.columns]
        begun = [row for row in self.rows if row.texts != blank]
        rows, place = edited(begun, what)
        self.rows = [*rows, *self._blanks(len(rows))]
        self.goes_on_at = place
        return f"{self.id}-{sum(self._is_filled(row) for row in rows[:place])}"

    def forgive(self) -> None:
        """Say nothing of mistakes until the rows are saved."""
        self.wrong, self.errors = {}, []

    def _show(self, records: Any) -> None:
        """Rows for stored records, whatever version of the form they are from; then blank ones."""
        listed = records if isinstance(records, list) else []
        known = [one for one in listed if isinstance(one, Mapping)]
        taken: set[str] = set()
        self.rows = [
            Row(
                _lasting(one.get("id"), taken),
                [column.write(one.get(column.name)) for column in self.columns],
            )
            for one in known
        ]
        self.rows += self._blanks(len(known))

    def _blanks(self, filled: int) -> list[Row]:
        """What follows so many rows."""
        count = max(self.blank - filled, min(self.spare, self.most - filled))
        blank = [column.blank for column in self.columns]
        return [Row(token_hex(4), blank) for _n in range(count)]

    def _posted(self, formdata: Mapping[str, Any]) -> Iterator[Row]:
        start = f"{self.name}-"
        found: dict[str, dict[str, Any]] = {}
        for key in formdata:
            place, _dash, column = key.removeprefix(start).partition("-")
            if place.isdecimal() and key.startswith(start):
                found.setdefault(place, {})[column] = formdata[key]
        taken: set[str] = set()
        for cells in found.values():
            texts = [cells.get(column.name, column.blank) for column in self.columns]
            yield Row(
                _lasting(cells.get("id"), taken),
                [text if isinstance(text, str) else "" for text in texts],
            )

    def _fitting(self, rows: list[Row]) -> list[Row]:
        """All rows, or the filled ones if there are too many; never a page without end."""
        if len(rows) <= self.most:
            return rows
        written = [row for row in rows if self._is_filled(row) or self._is_nameless(row)]
        return written[: KEPT * self.most]

    def _is_filled(self, row: Row) -> bool:
        return bool(self.columns[0].read(row.texts[0]))

    def _is_nameless(self, row: Row) -> bool:
        """Whether something was typed into it, but not what it is called."""
        cells = zip(self.columns, row.texts, strict=True)
        return not self._is_filled(row) and any(
            column.is_typed and column.read(text) for column, text in cells
        )

    def _wrong_cells(self) -> Iterator[tuple[str, str]]:
        for place, row in enumerate(self.rows):
            if self._is_nameless(row):
                named = _(
                    "Write something in “%(label)s”, or empty the row.",
                    label=self.columns[0].label,
                )
                yield f"{self.id}-{place}-{self.columns[0].name}", named
            for column, text in zip(self.columns, row.texts, strict=True):
                if self._is_filled(row) and (wrong := column.wrong(text)):
                    yield f"{self.id}-{place}-{column.name}", wrong

    def _wrong_between(self) -> Iterator[tuple[str, str]]:
        places = {row.id: place for place, row in enumerate(self.rows)}
        for id_, column, wrong in self.across(self.data):
            yield f"{self.id}-{places[id_]}-{column}", wrong


def edited(rows: list[Row], what: str) -> tuple[list[Row], int]:
    """The rows after "up-<id>", "down-<id>" or "remove-<id>", and the place to go on at.

    Anything else, like "add", changes nothing and goes on after the last.
    """
    act, _dash, id_ = what.partition("-")
    at = next((place for place, row in enumerate(rows) if row.id == id_), len(rows))
    one, rest = rows[at : at + 1], rows[:at] + rows[at + 1 :]
    if act == "remove":
        return rest, at
    to = max(at + {"up": -1, "down": 1}.get(act, 0), 0) if one else at
    return [*rest[:to], *one, *rest[to:]], min(to, len(rest))


def _lasting(given: Any, taken: set[str]) -> str:
    """The id that a row had, or a new one where that is missing, wrong or taken."""
    is_good = isinstance(given, str) and given not in taken and fullmatch(ID, given)
    id_ = given if is_good else token_hex(4)
    taken.add(id_)
    return str(id_)
