"""A person works through a course and completes it."""

from datetime import datetime

from flask import Flask

from cptraining.certificates.pdf import can_print
from cptraining.learning import assignments, queries
from cptraining.learning.views import blueprint, courses, questions, steps, trainer
from cptraining.people import training
from cptraining.people.models import Invitation, Role

VIEWS = (courses, questions, steps, trainer)


def init_app(app: Flask) -> None:
    """Add the pages of learning; let invitations name courses."""
    app.register_blueprint(blueprint)
    training.register(app, training.Training(_titles, _assign_invited, can_print))


def _titles() -> dict[int, str]:
    return {course.id: course.title for course in queries.course_choices()}


def _assign_invited(invitation: Invitation, person_id: int, now: datetime) -> None:
    """Open the assignment that an invitation names, for somebody who joins as a learner."""
    is_learner = invitation.role is Role.LEARNER
    if invitation.course_id is None or invitation.agency_id is None or not is_learner:
        return
    assignments.assign(
        person_id=person_id,
        agency_id=invitation.agency_id,
        course_id=invitation.course_id,
        due_on=invitation.due_on,
        actor_id=invitation.invited_by or person_id,
        now=now,
    )
