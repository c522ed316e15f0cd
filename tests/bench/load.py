"""Asks a server as fast as it answers, from a process of its own: `python -m tests.bench.load`.

Reads one job as JSON from its input, prints the answers per second. A job with a body is sent
by one caller, who puts the number of the last answer into the next; one without by `callers`.
"""

import http.client
import json
import subprocess
import sys
import threading
import time
from dataclasses import asdict, dataclass
from urllib.parse import urlencode

OK = 200


@dataclass(frozen=True)
class Job:
    """What to ask, for how long; `data` None = a page is read."""

    port: int
    path: str
    cookie: str
    data: dict[str, str] | None = None
    callers: int = 4
    seconds: float = 0.7


def rate(job: Job) -> float:
    """Answers per second, measured in another process."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.load"],
        input=json.dumps(asdict(job)),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        timeout=60,
    )
    return float(done.stdout)


def work(job: Job) -> float:
    """Ask in threads until the time is over."""
    counts: list[int] = []
    until = time.perf_counter() + job.seconds
    callers = [
        threading.Thread(target=lambda: counts.append(_ask(job, until)))
        for _ in range(job.callers if job.data is None else 1)
    ]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    if len(counts) < len(callers):
        raise RuntimeError(f"{job.path}: a caller was cut off")
    return sum(counts) / job.seconds


def _ask(job: Job, until: float) -> int:
    connection = http.client.HTTPConnection("127.0.0.1", job.port, timeout=10)
    data, count = dict(job.data or {}), 0
    while time.perf_counter() < until:
        _send(connection, job, data)
        answer = connection.getresponse()
        body = answer.read()
        if answer.status != OK:
            raise RuntimeError(f"{job.path}: {answer.status} {body[:200]!r}")
        if "number" in data:
            data["number"] = str(json.loads(body)["number"])
        count += 1
    return count


def _send(connection: http.client.HTTPConnection, job: Job, data: dict[str, str]) -> None:
    headers = {"Cookie": job.cookie}
    if job.data is None:
        connection.request("GET", job.path, headers=headers)
        return
    headers |= {"Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", job.path, urlencode(data), headers)


if __name__ == "__main__":
    print(work(Job(**json.load(sys.stdin))))  # noqa: T201 -- its answer
