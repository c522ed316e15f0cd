"""One way to send mail: by SMTP where it is set up, otherwise into a folder that can be read."""

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from flask import current_app

from cptraining.settings import Settings
from cptraining.web.clock import now

SMTP_SECONDS = 20
_PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True)
class Mail:
    """One plain-text message; `key` makes its Message-ID, so that a repeat is seen as one."""

    to: str
    subject: str
    body: str
    key: str


def folder() -> Path:
    """Where mail is kept that is not sent by SMTP."""
    settings: Settings = current_app.extensions["settings"]
    return settings.instance_path / "mail"


def kept() -> list[Path]:
    """The mails that are kept in files, newest first."""
    return sorted(folder().glob("*.eml"), key=lambda path: path.stat().st_mtime, reverse=True)


def send(mail: Mail) -> None:
    """Send now. Raises OSError (smtplib's errors are among them) when it was not accepted."""
    settings: Settings = current_app.extensions["settings"]
    message = _message(mail, settings)
    if settings.smtp_url:
        _send_by_smtp(message, settings.smtp_url)
    else:
        folder().mkdir(parents=True, exist_ok=True)
        (folder() / f"{mail.key}.eml").write_bytes(message.as_bytes())


def _message(mail: Mail, settings: Settings) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"] = settings.mail_from
    message["To"] = mail.to
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(now())
    message["Message-ID"] = f"<{mail.key}@{urlsplit(settings.public_address).hostname}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.body)
    return message


def _send_by_smtp(message: EmailMessage, url: str) -> None:
    parts = urlsplit(url)
    host, port = parts.hostname or "localhost", parts.port or _PORTS[parts.scheme]
    context = ssl.create_default_context()
    if parts.scheme == "smtps":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=SMTP_SECONDS, context=context)
    else:
        server = smtplib.SMTP(host, port, timeout=SMTP_SECONDS)
    with server:
        server.ehlo()
        if parts.scheme == "smtp" and server.has_extn("starttls"):
            server.starttls(context=context)
            server.ehlo()
        if parts.username:
            server.login(unquote(parts.username), unquote(parts.password or ""))
        server.send_message(message)
