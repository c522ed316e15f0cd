"""Take one barrier, and find one small step for each of two people."""

from flask_babel import lazy_gettext as _

from cptraining.steps import Kind
from cptraining.steps.barrier_buster.content import BarrierBuster
from cptraining.steps.barrier_buster.form import form

KIND = Kind(
    name="barrier_buster",
    label=_("Barrier buster"),
    content=BarrierBuster,
    form=form,
    is_exercise=True,
    finish=_("Both steps are written: go on"),
)
