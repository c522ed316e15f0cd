"""Some questions, and how many of them to get right."""

from flask_babel import lazy_gettext as _

from cptraining.steps import Kind
from cptraining.steps.quiz.content import Quiz

KIND = Kind(name="quiz", label=_("Quiz"), content=Quiz, is_attempted=True)
