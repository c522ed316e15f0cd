"""A page to read."""

from flask_babel import lazy_gettext as _

from cptraining.steps import Kind
from cptraining.steps.reading.content import Reading

KIND = Kind(name="reading", label=_("Reading"), content=Reading)
