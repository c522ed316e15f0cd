"""A picture of how something works, whose parts open one by one."""

from flask_babel import lazy_gettext as _

from cptraining.steps import Kind
from cptraining.steps.diagram.content import Diagram

KIND = Kind(name="diagram", label=_("Diagram"), content=Diagram)
