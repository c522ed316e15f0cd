"""Questions that several people answer, each from their own work."""

from flask_babel import lazy_gettext as _

from cptraining.steps import Kind
from cptraining.steps.panel.content import Discussion

KIND = Kind(name="panel", label=_("Panel discussion"), content=Discussion)
