"""The command `cptraining`: everything that one does to an installation from a terminal."""

import os
import signal
import sys
from typing import Any

import click
from flask import current_app
from flask.cli import ScriptInfo, with_appcontext
from flask_migrate.cli import db as migrations

from cptraining import create_app
from cptraining.courses.cli import courses
from cptraining.database import transaction
from cptraining.exchange.cli import questions
from cptraining.learning import rebuilding
from cptraining.learning.cli import quizzes
from cptraining.operations import demonstration, doctor, seeding, serving, starting
from cptraining.outbox import actions as outbox
from cptraining.outbox import queries as messages
from cptraining.outbox.worker import Worker
from cptraining.people import passwords
from cptraining.people.cli import agencies, people
from cptraining.reports.cli import statistics
from cptraining.settings import Settings, SettingsError, from_environment
from cptraining.web.clock import now
from cptraining.web.static import NotBuiltError

WRONG_SETTINGS = 2


@click.group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
def cli() -> None:
    """Bite-size Connecting People training: run it and look after it.

    Settings come from environment variables; `cptraining settings` lists them with what they
    mean. Exit codes: 0 done, 1 something is not right (it says what), 2 wrong use or settings.
    """


for command in (agencies, courses, migrations, people, questions, quizzes, statistics):
    cli.add_command(command)


def main() -> None:
    """Run a command; say in one message what is wrong with the settings."""
    try:
        cli.main(prog_name="cptraining", obj=ScriptInfo(create_app=create_app))
    except (SettingsError, NotBuiltError) as error:
        click.echo(str(error), err=True)
        sys.exit(WRONG_SETTINGS)


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings


@cli.command()
@click.option(
    "--demonstration",
    "is_demonstration",
    is_flag=True,
    help="With invented people to try it with; on this machine only.",
)
@click.option("--prepare", is_flag=True, help="First upgrade the database and load the courses.")
def serve(*, is_demonstration: bool, prepare: bool) -> None:
    """Serve the pages, and work the outbox beside them (see OUTBOX)."""
    if is_demonstration:
        os.environ["MODE"] = "demonstration"  # The server's own processes read it again.
    settings = from_environment(os.environ)
    serving.require_free(settings)
    serving.apart(lambda: _get_ready(prepares=prepare))
    serving.serve(settings)


def _get_ready(*, prepares: bool) -> None:
    with create_app().app_context():
        is_demonstration = _settings().is_demonstration
        if prepares or is_demonstration:
            starting.prepare(has_examples=is_demonstration)
        if not starting.is_current():
            raise click.ClickException("The database is out of date: cptraining db upgrade")
        if is_demonstration:
            _show_demonstration()


def _show_demonstration() -> None:
    with transaction():
        demonstration.create_once(now())
    click.echo("Demonstration people (all are invented). Sign in with one press, or with:")
    for member in demonstration.CAST:
        click.echo(f"  {member.email:<34} {demonstration.PASSWORD}   {member.shows}")


@cli.command()
@with_appcontext
def worker() -> None:
    """Work the outbox in a process of its own (with OUTBOX=no for the servers)."""
    running = Worker(current_app._get_current_object())  # type: ignore[attr-defined]  # noqa: SLF001
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: running.stop())
    click.echo("Working the outbox (Ctrl-C stops it)")
    running.run()


@cli.command()
@with_appcontext
def demo() -> None:
    """Create the demonstration agency in an empty database (MODE=demonstration only)."""
    if not _settings().is_demonstration:
        raise click.ClickException("Demonstration people exist only with MODE=demonstration.")
    starting.prepare(has_examples=True)
    _show_demonstration()


@cli.command()
@click.argument("count", type=click.IntRange(min=1))
@with_appcontext
def seed(count: int) -> None:
    """Add an agency with COUNT invented learners at every stage, to try how fast it is.

    Never in production. It says who trains the agency, and with which password.
    """
    if _settings().mode == "production":
        raise click.ClickException("Invented people have no place in production.")
    hashed = passwords.hashed(demonstration.PASSWORD)
    bar = click.progressbar(length=count, label="Seeding", show_pos=True)
    with bar, transaction():
        seeded = seeding.seed(count, hashed, now(), bar.update)
    click.echo(f"{count} learners; trainer: {seeded.email}  {demonstration.PASSWORD}")


@cli.command()
@with_appcontext
def rebuild() -> None:
    """Derive all progress again from the record; say how many courses of people differed."""
    differed = 0
    cycles = rebuilding.cycle_ids()
    with click.progressbar(cycles, label="Rebuilding", show_pos=True) as bar:
        for cycle_id in bar:
            with transaction():
                differed += rebuilding.rebuild(cycle_id)
    click.echo(f"{len(cycles)} rebuilt, {differed} differed.")


@cli.group("outbox")
def outbox_group() -> None:
    """Look at the outbox: what waits, what was given up."""


@outbox_group.command("list")
@click.option("--limit", default=50, show_default=True, help="How many of the newest to show.")
@with_appcontext
def outbox_list(limit: int) -> None:
    """Show the newest messages and what became of them."""
    for message in messages.latest(limit):
        click.echo(f"{message.id:>6}  {_standing(message):<24} {message.topic}")
        if message.problem:
            click.echo(f"        {message.problem}")


@outbox_group.command("retry")
@click.argument("message_id", type=int)
@with_appcontext
def outbox_retry(message_id: int) -> None:
    """Try a message again that was given up."""
    with transaction():
        outbox.try_again(message_id, now())
    click.echo("It will be tried again.")


@outbox_group.command("work")
@with_appcontext
def outbox_work() -> None:
    """Do everything that is due now, then stop."""
    click.echo(f"{outbox.handle_due(now())} done.")


def _standing(message: Any) -> str:
    if message.done_at:
        return f"done {message.done_at:%Y-%m-%d %H:%M}"
    return "given up" if message.parked_at else f"waiting, {message.tries} tries"


@cli.command()
def settings() -> None:
    """List every setting: its environment variable, its default and what it means."""
    for name, field in Settings.model_fields.items():
        click.echo(f"{name.upper():<17} {field.description} [{field.default}]")


@cli.command("doctor")
@with_appcontext
def doctor_command() -> None:
    """Check the installation and say what to do about each thing that is wrong."""
    findings = doctor.examine(now())
    for finding in findings:
        click.echo(f"{'ok  ' if finding.is_fine else 'LOOK'} {finding.words}")
    if not all(finding.is_fine for finding in findings):
        sys.exit(1)
