"""Put things in their order."""

from flask_babel import lazy_gettext as _

from cptraining.questions import Kind
from cptraining.questions.order.content import Order
from cptraining.questions.order.form import form

KIND = Kind(name="order", label=_("Ordering"), question=Order, form=form, interaction="sequencing")
