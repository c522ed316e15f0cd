"""Settings are checked before anything starts; what is wrong is said once, by its name."""

import stat

import pytest
from click.testing import CliRunner

from cptraining.operations import cli
from cptraining.settings import Settings, SettingsError, from_environment
from tests.databases import make_app

KEY = "0123456789abcdef" * 2
PRODUCTION = {"SECRET_KEY": KEY, "PUBLIC_URL": "https://train.example.org"}


def wrong(environment):
    """The variables that the message names, each on a line of its own."""
    with pytest.raises(SettingsError) as error:
        from_environment(environment)
    first, *lines = str(error.value).splitlines()
    assert first == "The settings are not right."
    return [line.partition(":")[0] for line in lines]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("MODE", "test"),
        ("PORT", "http"),
        ("PORT", "70000"),
        ("TRUSTED_PROXIES", "-1"),
        ("PROCESSES", "0"),
        ("THREADS", "many"),
        ("OUTBOX", "perhaps"),
        ("PUBLIC_URL", "train.example.org"),
        ("PUBLIC_URL", "ftp://train.example.org"),
        ("PUBLIC_URL", "https://[::1"),
        ("PUBLIC_URL", "https://example.org:99999"),
        ("SECRET_KEY", KEY[:-1]),
        ("DATABASE_URL", "mysql://localhost/training"),
        ("DATABASE_URL", "training.sqlite3"),
        ("SMTP_URL", "mail.example.org:25"),
        ("SMTP_URL", "https://mail.example.org"),
        ("MAIL_FROM", "Training"),
    ],
)
def test_a_wrong_variable_is_named(name, text):
    assert wrong(PRODUCTION | {name: text}) == [name]


def test_all_that_is_missing_in_production_is_named_at_once():
    assert wrong({}) == ["PUBLIC_URL", "SECRET_KEY"]


def test_several_wrong_variables_are_named_at_once():
    assert wrong(PRODUCTION | {"PORT": "x", "OUTBOX": "x"}) == ["PORT", "OUTBOX"]


def test_the_message_does_not_repeat_secrets():
    secrets = {"SECRET_KEY": "hush", "DATABASE_URL": "mysql://me:hush@host/name"}
    with pytest.raises(SettingsError) as error:
        from_environment(PRODUCTION | secrets)
    assert "hush" not in str(error.value)


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.7", "::", "train.example.org"])
def test_a_demonstration_listens_on_this_machine_only(host):
    assert wrong({"MODE": "demonstration", "SECRET_KEY": KEY, "HOST": host}) == ["HOST"]


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_a_demonstration_starts_on_this_machine(host):
    assert from_environment({"MODE": "demonstration", "SECRET_KEY": KEY, "HOST": host})


def test_an_empty_variable_is_as_good_as_none():
    settings = from_environment(PRODUCTION | {"PORT": "", "DATABASE_URL": ""})
    assert settings.port == 8000
    assert settings.sqlalchemy_url.startswith("sqlite:///")


def test_production_is_what_starts_when_nothing_is_said():
    assert from_environment(PRODUCTION).mode == "production"


def test_outside_production_a_key_is_made_once_and_only_the_owner_may_read_it(tmp_path):
    environment = {"MODE": "development", "INSTANCE_PATH": str(tmp_path)}
    first, second = from_environment(environment), from_environment(environment)
    assert first.secret_key == second.secret_key
    assert len(first.secret_key) >= 32
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("host", "public_url", "is_secure"),
    [
        ("127.0.0.1", "", False),
        ("127.0.0.1", "http://localhost:8000", False),
        ("127.0.0.1", "https://train.example.org", True),
        ("0.0.0.0", "http://train.example.org", True),
        ("0.0.0.0", "https://train.example.org", True),
    ],
)
def test_cookies_are_secure_unless_only_this_machine_is_served_without_tls(
    tmp_path, sqlite_template, host, public_url, is_secure
):
    app = make_app(tmp_path, host=host, public_url=public_url)
    response = app.test_client().get("/sign-in", base_url="https://localhost")
    cookie = response.headers["Set-Cookie"]
    assert ("; Secure" in cookie) is is_secure
    assert ("Strict-Transport-Security" in response.headers) is is_secure
    assert "; HttpOnly" in cookie
    assert "; SameSite=Lax" in cookie


def test_links_never_follow_the_host_that_a_request_names(tmp_path):
    app = make_app(tmp_path, public_url="https://train.example.org/")
    assert app.extensions["settings"].public_address == "https://train.example.org"
    response = app.test_client().get("/sign-in", headers={"Host": "evil.example"})
    assert b"evil.example" not in response.data


def test_postgresql_is_reached_by_the_driver_that_is_installed():
    settings = from_environment(PRODUCTION | {"DATABASE_URL": "postgresql://me@host/name"})
    assert settings.sqlalchemy_url == "postgresql+psycopg://me@host/name"


def test_a_command_says_what_is_wrong_and_exits_with_two(monkeypatch, capsys):
    monkeypatch.setenv("PORT", "x")
    monkeypatch.setattr("sys.argv", ["cptraining", "doctor"])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert said.startswith("The settings are not right.\nPORT: ")
    assert "Traceback" not in said


def test_every_setting_is_listed_with_its_meaning():
    listed = CliRunner().invoke(cli.cli, ["settings"]).output.splitlines()
    assert [line.split()[0] for line in listed] == [n.upper() for n in Settings.model_fields]
    assert all(field.description for field in Settings.model_fields.values())
