"""What became of promises: three small fields for each, as one field of a form."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _
from markupsafe import Markup
from wtforms import Field
from wtforms.utils import unset_value

from cptraining.steps.practice_plan.content import HAPPENED, WENT
from cptraining.web.columns import Choice, Column, Long

LABELS = {name: _(words.text) for name, words in WENT.items()}
WHETHER = {id_: _(words.text) for id_, words in HAPPENED.items()}

COLUMNS: tuple[Column, ...] = (
    Choice(
        "happened", LABELS["happened"], {id_: _(words.text) for id_, words in HAPPENED.items()}
    ),
    Long("hindered", LABELS["hindered"]),
    Long("next", LABELS["next"]),
)


class Went(Field):
    """Its data are {promise's id: {"happened": …, "hindered": …, "next": …}}.

    It posts as `<name>-<id>-<column>`; what is blank altogether is left out.
    """

    texts: dict[str, dict[str, str]]

    def process(
        self,
        formdata: Any,
        data: Any = unset_value,
        extra_filters: Any = None,  # noqa: ARG002  # WTForms' signature
    ) -> None:
        """Take the texts from the post, else from what was stored."""
        self.process_errors = []
        self.object_data = None if data is unset_value else data
        self.texts = _stored(self.object_data) if formdata is None else self._posted(formdata)

    @property
    def data(self) -> dict[str, dict[str, Any]]:
        """What was said, by promise."""
        read = {
            key: {column.name: column.read(cells.get(column.name, "")) for column in COLUMNS}
            for key, cells in self.texts.items()
        }
        return {key: cells for key, cells in read.items() if any(cells.values())}

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002  # WTForms' signature
        """Say what is wrong in each cell."""
        found = (
            column.wrong(cells.get(column.name, ""))
            for cells in self.texts.values()
            for column in COLUMNS
        )
        self.errors = [*self.errors, *(wrong for wrong in found if wrong)]

    def draw(self, key: str) -> Markup:
        """The three controls about one promise."""
        cells = self.texts.get(key, {})
        drawn = []
        for column in COLUMNS:
            text = cells.get(column.name, "")
            wrong = column.wrong(text) if self.errors else ""
            drawn.append(column.draws()(f"{self.name}-{key}-{column.name}", text, wrong))
        return Markup("".join(drawn))  # noqa: S704  # columns escape every text

    def _posted(self, formdata: Mapping[str, Any]) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        start = f"{self.name}-"
        for posted in formdata:
            key, _dash, column = posted.removeprefix(start).rpartition("-")
            if posted.startswith(start) and key and isinstance(formdata[posted], str):
                found.setdefault(key, {})[column] = formdata[posted]
        return found


def _stored(data: Any) -> dict[str, dict[str, str]]:
    """The texts of what was stored, by whatever version of the form."""
    known = data.items() if isinstance(data, Mapping) else ()
    return {
        key: {column.name: column.write(cells.get(column.name)) for column in COLUMNS}
        for key, cells in known
        if isinstance(cells, Mapping)
    }
