"""A strip of drawn panels, each with its words."""

from flask_babel import lazy_gettext as _

from cptraining.steps import Kind
from cptraining.steps.cartoon.content import Cartoon

KIND = Kind(name="cartoon", label=_("Cartoon"), content=Cartoon)
