"""What an installation needs: bytes of a first visit, seconds to start, memory while idle."""

import http.client
import re
from collections.abc import Iterator
from urllib.parse import urljoin

from tests.bench import servers
from tests.bench.figures import Figure
from tests.bench.stage import Stage

LOADED = re.compile(
    r'<link rel="(?:preload|stylesheet|icon)" href="([^"]+)"|<script[^>]+src="([^"]+)"'
)
IMPORTED = re.compile(r'(?:from|import)\s*"([^"]+\.js)"')
MOST_KB, MOST_MB, MOST_SECONDS, MOST_AGAIN = 100, 150, 2, 5


def first_visit(stage: Stage) -> Iterator[Figure]:
    """All bytes of the learner's home with an empty cache: answers with their headers."""
    with stage.application() as server:
        size, page = _fetched(server.port, "/home", stage.cookie)
        seen, sizes = set(), {"/home": size}
        waiting = [a or b for a, b in LOADED.findall(page)]
        while waiting:
            path = waiting.pop()
            if path in seen:
                continue
            seen.add(path)
            sizes[path], text = _fetched(server.port, path, stage.cookie)
            if path.endswith(".js"):
                waiting += [urljoin(path, found) for found in IMPORTED.findall(text)]
    total = sum(sizes.values()) / 1000
    value = f"{total:.1f} kB in {len(sizes)} requests"
    yield Figure("first visit of home", value, f"<= {MOST_KB} kB", total <= MOST_KB)


def starting(stage: Stage) -> Iterator[Figure]:
    """Seconds to the first answer, and what each process holds then."""
    with stage.application() as server:
        yield _seconds("start until the first answer", server.seconds, MOST_SECONDS)
        for place, pid in enumerate(servers.processes(server.pid)):
            rss, pss = servers.memory(pid)
            name = f"idle memory, process {place + 1}"
            value = f"{rss:.0f} MB (its share of shared pages counted: {pss:.0f} MB)"
            yield Figure(name, value, f"<= {MOST_MB} MB", rss <= MOST_MB)
    demonstration = {"INSTANCE_PATH": str(stage.folder / "demonstration")}
    for name, most in (("first", None), ("second", MOST_AGAIN)):
        with servers.application(demonstration, "--demonstration") as server:
            yield _seconds(f"demonstration, {name} start", server.seconds, most)


def _fetched(port: int, path: str, cookie: str) -> tuple[int, str]:
    """The bytes of an answer with its headers, and its text where it came as text.

    Scripts are asked for plain a second time, to see what they import.
    """
    size, body, coding = _ask(port, path, cookie, "br")
    if coding:
        _size, body, _coding = _ask(port, path, cookie, "identity")
    return size, body.decode("utf-8", "replace")


def _ask(port: int, path: str, cookie: str, coding: str) -> tuple[int, bytes, str | None]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path, headers={"Cookie": cookie, "Accept-Encoding": coding})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    head = sum(len(name) + len(value) + 4 for name, value in answer.getheaders())
    return len(body) + head, body, answer.headers["Content-Encoding"]


def _seconds(name: str, taken: float, most: int | None) -> Figure:
    target = f"<= {most} s" if most else ""
    return Figure(name, f"{taken:.2f} s", target, taken <= most if most else None)
