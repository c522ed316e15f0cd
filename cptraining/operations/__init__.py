"""Looking after an installation: serving, demonstration, doctor, the administrator's pages."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Add the pages and commands of operations."""
