"""Agencies, teams, people and roles; signing in; who may see whom."""

from flask import Flask

from cptraining.people import models as models


def init_app(app: Flask) -> None:
    """Add the pages and commands of people."""
