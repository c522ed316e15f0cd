"""The mail that people got."""

import re
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

from flask import Flask

from cptraining import mail
from cptraining.outbox.actions import handle_due


def letters(app: Flask) -> list[str]:
    """Send what waits; the text of every mail that was ever sent, the newest last."""
    with app.app_context():
        handle_due(datetime.now(UTC) + timedelta(seconds=1))
        kept = [path.read_bytes() for path in mail.kept()]
    return [message_from_bytes(raw, policy=policy.default).get_content() for raw in reversed(kept)]


def link_in(letter: str) -> str:
    """The path of the one link into the application."""
    (found,) = re.findall(r"http://127\.0\.0\.1:8000(/\S+)", letter)
    return found
