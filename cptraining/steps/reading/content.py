"""A page to read: its prose is all it needs."""

from cptraining.steps.content import Content


class Reading(Content):
    """Nothing besides the prose."""
