"""A person works through a course and completes it."""

from datetime import datetime

from flask import Flask
from jinja2 import BaseLoader, ChoiceLoader, FileSystemLoader, PrefixLoader

from cptraining import steps
from cptraining.certificates.pdf import can_print
from cptraining.learning import assignments, cli
from cptraining.learning import mails as mails
from cptraining.learning.queries import trained
from cptraining.learning.views import adjusting as adjusting_pages
from cptraining.learning.views import (
    answers,
    blueprint,
    courses,
    log,
    questions,
    reference,
    sheets,
    trainer,
)
from cptraining.learning.views import books as book_pages
from cptraining.learning.views import films as film_pages
from cptraining.learning.views import marking as marking_pages
from cptraining.learning.views import regrading as regrading_pages
from cptraining.learning.views import steps as step_pages
from cptraining.people import training
from cptraining.people.models import Invitation, Role

VIEWS = (
    adjusting_pages,
    answers,
    book_pages,
    courses,
    film_pages,
    log,
    marking_pages,
    questions,
    reference,
    regrading_pages,
    sheets,
    step_pages,
    trainer,
)


def init_app(app: Flask) -> None:
    """Add the pages of learning and of the kinds; let invitations name courses."""
    app.register_blueprint(blueprint)
    app.cli.add_command(cli.quizzes)
    app.jinja_loader = ChoiceLoader([app.jinja_loader, _kinds()])  # type: ignore[list-item]
    training.register(app, training.Training(_titles, _assign_invited, can_print))


def _kinds() -> BaseLoader:
    """Finds the templates of a kind wherever its folder lies."""
    return PrefixLoader({"steps": FileSystemLoader(list(steps.__path__))})


def _titles() -> dict[int, str]:
    return {course.id: course.title for course in trained.course_choices()}


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
