"""Gather what one's own area has: people, groups, places and more, by distance."""

from flask_babel import lazy_gettext as _

from cptraining.steps import Kind
from cptraining.steps.asset_map.content import AssetMap
from cptraining.steps.asset_map.form import form

KIND = Kind(
    name="asset_map",
    label=_("Community asset map"),
    content=AssetMap,
    form=form,
    is_exercise=True,
    finish=_("My map is ready: go on"),
)
