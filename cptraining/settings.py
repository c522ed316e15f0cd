"""Every setting of an installation: read from the environment, checked before anything starts."""

import secrets
from collections.abc import Mapping
from contextlib import suppress
from email.utils import parseaddr
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Literal, Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

KEY_LENGTH = 32


class SettingsError(Exception):
    """The environment is not right; the message names each variable and what it should hold."""


class Settings(BaseModel):
    """One installation. Each field is the environment variable of the same name in capitals."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    mode: Literal["production", "demonstration", "development"] = Field(
        "production",
        description="production; demonstration (invented people, this machine only); development",
    )
    host: str = Field("127.0.0.1", description="address to listen on")
    port: int = Field(8000, ge=1, le=65535, description="port to listen on")
    public_url: str = Field(
        "",
        description="where people find this installation, for example https://train.example.org",
    )
    secret_key: str = Field(
        "", description=f"at least {KEY_LENGTH} random characters; signs the session cookie"
    )
    instance_path: Path = Field(
        Path("instance"), description="folder for the SQLite database and mail kept in files"
    )
    database_url: str = Field(
        "", description="postgresql://user:password@host/name; empty = SQLite in INSTANCE_PATH"
    )
    smtp_url: str = Field(
        "", description="smtp[s]://user:password@host:port; empty = mail is kept in files"
    )
    mail_from: str = Field(
        "Connecting People training <training@localhost>", description="sender of all mail"
    )
    trusted_proxies: int = Field(
        0, ge=0, le=9, description="how many reverse proxies stand before the server"
    )
    processes: int = Field(1, ge=1, le=64, description="server processes")
    threads: int = Field(8, ge=1, le=256, description="requests a process works on at a time")
    outbox: bool = Field(
        True,  # noqa: FBT003 -- pydantic's default
        description="yes = the server sends mail itself; no = `cptraining worker` does it",
    )

    @property
    def is_demonstration(self) -> bool:
        """Whether invented people may exist."""
        return self.mode == "demonstration"

    @property
    def is_secure(self) -> bool:
        """Whether people reach us over TLS, so that cookies are Secure and HSTS is sent.

        Only an installation that listens on this machine alone, and whose public address says
        http, goes without.
        """
        return not (is_loopback(self.host) and self.public_address.startswith("http://"))

    @property
    def public_address(self) -> str:
        """The start of every link that leaves the page, without a slash at the end."""
        return self.public_url.rstrip("/") or f"http://127.0.0.1:{self.port}"

    @property
    def sqlalchemy_url(self) -> str:
        """The database as SQLAlchemy writes it."""
        if not self.database_url:
            return f"sqlite:///{self.instance_path.absolute() / 'cptraining.sqlite3'}"
        return self.database_url.replace("postgresql://", "postgresql+psycopg://", 1)

    @model_validator(mode="after")
    def _stand_together(self) -> Self:
        checks = (
            self._wrong_address(),
            self._wrong_key(),
            self._wrong_demonstration(),
            self._wrong_database(),
            self._wrong_mail(),
        )
        if any(checks):
            raise ValueError("\n".join(wrong for wrong in checks if wrong))
        return self

    def _wrong_address(self) -> str | None:
        if _scheme(self.public_address) not in {"http", "https"}:
            return "PUBLIC_URL: write a whole address, for example https://train.example.org"
        if self.mode == "production" and not self.public_url:
            return "PUBLIC_URL: production needs the address under which people find it"
        return None

    def _wrong_database(self) -> str | None:
        if self.database_url and not self.database_url.startswith("postgresql://"):
            return "DATABASE_URL: write postgresql://user:password@host/name, or leave it out"
        return None

    def _wrong_mail(self) -> str | None:
        if self.smtp_url and _scheme(self.smtp_url) not in {"smtp", "smtps"}:
            return "SMTP_URL: write smtp://user:password@host:port (or smtps://), or leave it out"
        if "@" not in parseaddr(self.mail_from)[1]:
            return "MAIL_FROM: write an e-mail address, for example Training <train@example.org>"
        return None

    def _wrong_key(self) -> str | None:
        if self.mode == "production" and len(self.secret_key) < KEY_LENGTH:
            return (
                f"SECRET_KEY: production needs at least {KEY_LENGTH} random characters; "
                "make them with: python3 -c 'import secrets; print(secrets.token_hex(32))'"
            )
        return None

    def _wrong_demonstration(self) -> str | None:
        if self.is_demonstration and not is_loopback(self.host):
            return "HOST: a demonstration listens on this machine only; leave out HOST"
        return None


def _scheme(url: str) -> str | None:
    """What a whole address begins with; None when it names no host, or a port that cannot be."""
    with suppress(ValueError):
        parts = urlsplit(url)
        if parts.hostname and parts.port != 0:
            return parts.scheme
    return None


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach an address."""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def from_environment(environment: Mapping[str, str], **chosen: Any) -> Settings:
    """The settings of this installation; `chosen` go before the environment.

    Raises SettingsError naming every variable that is wrong. Outside production a secret key is
    made and kept in the instance folder, so that sessions outlive a restart.
    """
    named = {name: environment.get(name.upper(), "") for name in Settings.model_fields}
    values: dict[str, Any] = {name: text for name, text in named.items() if text} | chosen
    try:
        settings = Settings.model_validate(values)
    except ValidationError as error:
        raise SettingsError(_in_words(error)) from error
    if settings.secret_key:
        return settings
    return settings.model_copy(update={"secret_key": _kept_key(settings.instance_path)})


def _in_words(error: ValidationError) -> str:
    lines = []
    for mistake in error.errors():
        name = ".".join(str(part) for part in mistake["loc"]).upper()
        message = mistake["msg"].removeprefix("Value error, ")
        lines.append(f"{name}: {message} (it holds {mistake['input']!r})" if name else message)
    return "The settings are not right.\n" + "\n".join(lines)


def _kept_key(folder: Path) -> str:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "secret_key"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(KEY_LENGTH), encoding="ascii")
    return path.read_text(encoding="ascii")
