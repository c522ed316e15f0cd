"""The pages of learning: courses, steps, questions; and the trainer's assignments."""

from flask import Blueprint

blueprint = Blueprint("learning", __name__)
