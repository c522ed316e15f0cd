"""Put cards in an order, and see how others would."""

from flask_babel import lazy_gettext as _

from cptraining.steps import Kind
from cptraining.steps.rank.content import Rank
from cptraining.steps.rank.form import form

KIND = Kind(
    name="rank",
    label=_("Putting in order"),
    content=Rank,
    form=form,
    is_exercise=True,
    finish=_("My order is ready: go on"),
)
