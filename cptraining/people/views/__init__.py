"""The pages of people: signing in, the account, the trainer's roster."""

from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from cptraining.web.forms import Form, Press

blueprint = Blueprint("people", __name__)

INVALID = 422


def page(name: str, form: Form | Press, **shown: Any) -> ResponseReturnValue:
    """A page with a form: 422 when something in it has to be put right."""
    text = render_template(f"people/templates/{name}.html", form=form, **shown)
    return text, INVALID if form.errors else 200
