"""The servers that are measured: started as people start them, stopped afterwards."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
BIN = Path(sys.executable).parent
THREADS = 8
PATIENCE_SECONDS = 20


@dataclass(frozen=True)
class Server:
    """One that answers: its port, its first process, the seconds until its first answer."""

    port: int
    pid: int
    seconds: float


@contextmanager
def application(
    environment: Mapping[str, str], *options: str, path: str = "/health"
) -> Iterator[Server]:
    """`cptraining serve` with these settings."""
    port = free_port()
    command = [str(BIN / "cptraining"), "serve", *options]
    with _running(command, {**environment, "PORT": str(port)}, port, path) as server:
        yield server


@contextmanager
def floor(url: str) -> Iterator[Server]:
    """The minimal application, on the same server with as many threads."""
    port = free_port()
    command = [
        str(BIN / "granian"), "--interface", "wsgi", "--factory", "--no-ws", "--no-log",
        "--workers", "1", "--blocking-threads", str(THREADS), "--backlog", "1024",
        "--port", str(port), "tests.bench.floor:create_app",
    ]  # fmt: skip
    with _running(command, {"FLOOR_URL": url}, port, "/in") as server:
        yield server


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def processes(pid: int) -> list[int]:
    """A process and those that it started."""
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return [pid, *(found for child in listed for found in processes(int(child)))]


def memory(pid: int) -> tuple[float, float]:
    """What a process holds in MB: all (RSS), and with shared pages divided (PSS)."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
    held = {line.split(":")[0]: int(line.split()[1]) for line in lines[1:]}
    return held["Rss"] / 1024, held["Pss"] / 1024


@contextmanager
def _running(
    command: list[str], environment: Mapping[str, str], port: int, path: str
) -> Iterator[Server]:
    began = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **environment}, stdout=subprocess.DEVNULL
    )
    try:
        _wait(port, path, process)
        yield Server(port, process.pid, time.perf_counter() - began)
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(PATIENCE_SECONDS)


def _wait(port: int, path: str, process: "subprocess.Popen[bytes]") -> None:
    """Ask until there is an answer."""
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until and process.poll() is None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", path)
            connection.getresponse().read()
        except OSError:
            time.sleep(0.01)
        else:
            return
        finally:
            connection.close()
    raise RuntimeError(f"no answer from {' '.join(process.args)}")  # type: ignore[arg-type]
