"""What could be wrong with an installation, and what to do about it."""

import os
import smtplib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from urllib.parse import urlsplit

from flask import current_app
from sqlalchemy import text

from cptraining import press
from cptraining.courses import queries as courses
from cptraining.database import db
from cptraining.operations.starting import is_current
from cptraining.outbox import queries as outbox
from cptraining.people import queries as people
from cptraining.settings import Settings

STUCK = timedelta(minutes=10)
SMTP_SECONDS = 5
SMTP_FINE = 250


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at: whether it is fine, and the words for it."""

    is_fine: bool
    words: str


def examine(now: datetime) -> list[Finding]:
    """Look at everything; one failing look does not stop the others."""
    settings: Settings = current_app.extensions["settings"]
    looks: list[Callable[[], Iterator[Finding]]] = [
        partial(_folder, settings),
        _database,
        _courses,
        _people,
        partial(_mail, settings),
        partial(_outbox, now),
        _printing,
    ]
    return [finding for look in looks for finding in _safely(look)]


def _safely(look: Callable[[], Iterator[Finding]]) -> list[Finding]:
    try:
        return list(look())
    except Exception as error:  # noqa: BLE001 -- the doctor reports whatever happens
        name = look.func.__name__ if isinstance(look, partial) else look.__name__
        return [Finding(is_fine=False, words=f"{name.strip('_')}: {error}")]


def _folder(settings: Settings) -> Iterator[Finding]:
    path = settings.instance_path.absolute()
    yield Finding(os.access(path, os.W_OK), f"{path} can be written to")


def _database() -> Iterator[Finding]:
    name = db.engine.dialect.name
    if not is_current():
        yield Finding(is_fine=False, words="The database is out of date: cptraining db upgrade")
        return
    yield Finding(is_fine=True, words=f"The database ({name}) answers and is up to date")
    if name == "sqlite":
        result = db.session.scalar(text("PRAGMA quick_check"))
        yield Finding(result == "ok", f"SQLite checks its file: {result}")


def _courses() -> Iterator[Finding]:
    count = len(courses.listing())
    yield Finding(count > 0, f"Courses: {count} (load them with: cptraining courses load)")


def _people() -> Iterator[Finding]:
    count = people.administrator_count()
    advice = "invite one with: cptraining people invite EMAIL --administrator"
    yield Finding(count > 0, f"Administrators: {count} ({advice})")


def _mail(settings: Settings) -> Iterator[Finding]:
    if not settings.smtp_url:
        is_fine = settings.mode != "production"
        yield Finding(is_fine, "SMTP_URL is empty: mail is kept in files and sent to nobody")
        return
    parts = urlsplit(settings.smtp_url)
    kind = smtplib.SMTP_SSL if parts.scheme == "smtps" else smtplib.SMTP
    with kind(parts.hostname or "", parts.port or 0, timeout=SMTP_SECONDS) as server:
        code, _words = server.noop()
    yield Finding(code == SMTP_FINE, f"The mail server {parts.hostname} answers")


def _outbox(now: datetime) -> Iterator[Finding]:
    given_up = len(outbox.parked())
    yield Finding(given_up == 0, f"Messages given up: {given_up} (see: cptraining outbox list)")
    late = outbox.overdue_count(now - STUCK)
    yield Finding(late == 0, f"Messages that wait for more than 10 minutes: {late}")


def _printing() -> Iterator[Finding]:
    fonts = list(press.FONTS.glob("*.ttf"))
    yield Finding(bool(fonts), f"Fonts to print with: {len(fonts)}")
