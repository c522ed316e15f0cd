"""A PostgreSQL of our own: started when a test first asks for it, stopped when all are done."""

import fcntl
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

VARIABLE = "CPTRAINING_TEST_POSTGRES"  # Tells pytest-xdist's workers the folder to share.
OPTIONS = (
    "-c listen_addresses= -c fsync=off -c full_page_writes=off "
    "-c max_connections=400 -c shared_buffers=64MB -c autovacuum=off"
)
SECONDS_TO_START = 60
HASTE = "-c synchronous_commit=off"


class Server:
    """One cluster in a folder, reached through a socket in that folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.data = folder / "data"

    def start_once(self) -> None:
        """Start it, unless another worker did."""
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if self.data.exists():
                return
            self.make()
            options = f"{self._options} {HASTE}"
            self._run("pg_ctl", "-w", "-l", str(self.folder / "log"), "-o", options, "start")

    def make(self) -> None:
        """Make the cluster."""
        self._run("initdb", "-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-locale", "-N")

    def stop(self) -> None:
        """Stop it if it runs, and leave nothing behind."""
        if (self.data / "postmaster.pid").exists():
            self._run("pg_ctl", "-w", "-m", "immediate", "stop")
        shutil.rmtree(self.folder)

    def address(self, database: str) -> str:
        """DATABASE_URL of one of its databases."""
        return f"postgresql://postgres@/{database}?host={self.folder}"

    @contextmanager
    def copy_of(self, template: str) -> Iterator[str]:
        """A database that is gone afterwards; yields its DATABASE_URL."""
        name = f"test_{uuid4().hex}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        yield self.address(name)
        self.execute(f"DROP DATABASE {name} WITH (FORCE)")

    def execute(self, statement: str) -> None:
        """Run a statement outside any transaction."""
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(statement)

    @property
    def _options(self) -> str:
        return f"{OPTIONS} -c unix_socket_directories={self.folder}"

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(binaries() / program), "-D", str(self.data), *arguments]
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root.
            command = ["runuser", "-u", "postgres", "--", *command]
        done = subprocess.run(
            command, cwd=self.folder, check=False, text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        if done.returncode:
            pytest.fail(f"{program} failed:\n{done.stdout}")


class Mortal(Server):
    """One that is killed and started again; what it has committed is with the system by then."""

    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and return when it answers."""
        command = [binaries() / "postgres", "-D", self.data, *self._options.split()]
        owner = self.data.stat()
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                command, cwd=self.folder, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                **({"user": owner.st_uid, "group": owner.st_gid} if os.geteuid() == 0 else {}),
            )  # fmt: skip
        until = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < until:
            try:
                return self.execute("SELECT 1")
            except psycopg.OperationalError:
                time.sleep(0.05)
        raise TimeoutError(command)

    def kill(self) -> None:
        """Kill -9, with every process that it started."""
        process, self.process = self.process, None
        if process is None:
            return
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
        for pid in (process.pid, *map(int, children)):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        process.wait(SECONDS_TO_START)


def binaries() -> Path:
    """Where the programs of the newest PostgreSQL here are; Debian keeps them off the PATH."""
    found = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name)
    )
    on_path = shutil.which("initdb")
    if not found and not on_path:
        pytest.fail("PostgreSQL is not installed: apt-get install postgresql")
    return found[-1] if found else Path(str(on_path)).parent


def pytest_configure() -> None:
    """Choose the folder, in the first process only."""
    if VARIABLE in os.environ:
        return
    os.environ[VARIABLE] = str(new_folder())


def new_folder() -> Path:
    """An empty folder for a cluster, which may not be root's."""
    folder = Path(tempfile.mkdtemp(prefix="cptraining-pg-"))
    if os.geteuid() == 0:
        owner = pwd.getpwnam("postgres") if _has_postgres() else pwd.getpwuid(0)
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    return folder


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server, in the first process only."""
    if not hasattr(config, "workerinput"):
        Server(Path(os.environ.pop(VARIABLE))).stop()


def _has_postgres() -> bool:
    return any(entry.pw_name == "postgres" for entry in pwd.getpwall())


@pytest.fixture(scope="session")
def postgres() -> Server:
    """The running server."""
    server = Server(Path(os.environ[VARIABLE]))
    server.start_once()
    return server
