"""Make one page that shows how a team works, to hang on a wall."""

from flask_babel import lazy_gettext as _

from cptraining.steps import Kind
from cptraining.steps.poster.content import Poster
from cptraining.steps.poster.form import form

KIND = Kind(
    name="poster",
    label=_("Agency poster"),
    content=Poster,
    form=form,
    is_exercise=True,
    is_shown=True,
    finish=_("Our poster is ready: go on"),
)
