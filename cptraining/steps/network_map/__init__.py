"""Put people, places and activities on circles of closeness."""

from flask_babel import lazy_gettext as _

from cptraining.steps import Kind
from cptraining.steps.network_map.content import NetworkMap
from cptraining.steps.network_map.form import form

KIND = Kind(
    name="network_map",
    label=_("Network map"),
    content=NetworkMap,
    form=form,
    is_exercise=True,
    finish=_("My map is ready: go on"),
)
