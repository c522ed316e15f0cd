"""`make bench`: prints every figure with its target, on SQLite and on PostgreSQL."""

import os
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from cptraining.settings import Settings
from tests import postgres
from tests.bench import crowd, figures, installation, measuring, moving
from tests.bench.figures import Figure
from tests.bench.stage import Stage

EACH = (
    figures.pages,
    figures.saving,
    figures.certificate,
    figures.report,
    measuring.statistics,
    crowd.in_a_quiz,
)
ONCE = (moving.on_a_map, installation.first_visit, installation.starting)


def main() -> None:
    """Measure on both databases; missed targets are said, not punished."""
    for name in Settings.model_fields:
        os.environ.pop(name.upper(), None)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # PostgreSQL must not outlive us.
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="cptraining-bench-") as folder:
        _sqlite(Path(folder))
        _postgres(Path(folder))
    say(f"\n{time.monotonic() - began:.0f} s in all")


def _sqlite(folder: Path) -> None:
    stage = Stage(folder / "sqlite", "", f"sqlite:///{folder / 'floor.sqlite3'}")
    _show("SQLite", stage, (*EACH, *ONCE))


def _postgres(folder: Path) -> None:
    try:
        postgres.binaries()
    except BaseException as error:  # noqa: BLE001 -- pytest's way to fail is no Exception
        say(f"\nPostgreSQL: not measured ({error})")
        return
    postgres.pytest_configure()
    server = postgres.Server(Path(os.environ.pop(postgres.VARIABLE)))
    server.start_once()
    try:
        for name in ("ours", "floor"):
            server.execute(f"CREATE DATABASE {name}")
        lowest = server.address("floor").replace("postgresql:", "postgresql+psycopg:")
        _show("PostgreSQL", Stage(folder / "postgres", server.address("ours"), lowest), EACH)
    finally:
        server.stop()


def _show(
    title: str, stage: Stage, parts: tuple[Callable[[Stage], Iterator[Figure]], ...]
) -> None:
    say(f"\n{title}\n{'=' * len(title)}")
    for part in parts:
        for figure in part(stage):
            verdict = {True: "met", False: "MISSED", None: ""}[figure.is_met]
            say(f"{figure.name:<54} {figure.value:<44} {figure.target:<16} {verdict}")
    stage.close()


def say(line: str) -> None:
    """Print at once, so that one sees how far it is."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
