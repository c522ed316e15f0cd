"""Serving: the production server, and what runs in each of its processes."""

import atexit
import socket
import sys
from collections.abc import Callable
from multiprocessing import get_context

import click
from flask import Flask
from granian import Granian
from granian.constants import Interfaces

from cptraining import create_app
from cptraining.outbox.worker import Worker
from cptraining.settings import Settings

BACKLOG = 1024
PATIENCE_SECONDS = 10


def require_free(settings: Settings) -> None:
    """Raise ClickException when the port is taken: the server would silently share it."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((settings.host, settings.port))
        except OSError as error:
            port = settings.port
            message = f"Port {port} cannot be had ({error.strerror}). Try PORT={port + 1}"
            raise click.ClickException(message) from error


def apart(do: Callable[[], None]) -> None:
    """Do something in a process of its own, and exit as it did when it failed.

    The server forks its workers. What a fork would break (the threads that print certificates,
    open databases) must not be in the process that forks; tried: a worker forked after printing
    waits for ever at its first certificate.
    """
    child = get_context("fork").Process(target=_reporting, args=(do,))
    child.start()
    child.join()
    if child.exitcode:
        sys.exit(child.exitcode)


def _reporting(do: Callable[[], None]) -> None:
    try:
        do()
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)


def serve(settings: Settings) -> None:
    """Serve until a signal stops it; Ctrl-C finishes what is under way."""
    click.echo(f"Serving at {settings.public_address} (Ctrl-C stops it)")
    server = Granian(
        "cptraining.operations.serving:served",
        factory=True,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=settings.processes,
        blocking_threads=settings.threads,
        backlog=BACKLOG,
        websockets=False,
        log_enabled=False,
        respawn_failed_workers=True,
        workers_kill_timeout=PATIENCE_SECONDS,
    )
    try:
        server.serve()
    except SystemExit:
        # A terminal sends Ctrl-C to the workers too. One that ends before the server has asked
        # it to looks like a failure to granian.
        if not server.interrupt_signal:
            raise


def served() -> Flask:
    """The application as a server process runs it: with the outbox worked in a thread beside it.

    `OUTBOX=no` leaves that to `cptraining worker`. At the end the lease is given back.
    """
    app = create_app()
    settings: Settings = app.extensions["settings"]
    if settings.outbox:
        worker = Worker(app)
        worker.start()
        atexit.register(worker.stop)
    return app
