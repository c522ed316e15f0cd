"""Where signing in leads."""

from flask import request, url_for

from cptraining.people.models import Person
from cptraining.people.returning import own_address


def onward(person: Person) -> str:
    """The page that was asked for, or the one on which this person's work begins."""
    target = own_address(request.args.get("next"))
    if target is not None:
        return target
    if person.is_trainer and not person.is_learner:
        return url_for("reports.completion")
    if person.is_administrator and not person.current:
        return url_for("operations.overview")
    return url_for("learning.home")
