"""The real server, started as people start it: it answers, prints certificates, and stops."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

import pytest

from cptraining.operations.demonstration import PASSWORD

pytestmark = pytest.mark.slow
COMMAND = [str(Path(sys.executable).parent / "cptraining"), "serve", "--demonstration"]


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(folder, port):
    environment = {**os.environ, "INSTANCE_PATH": str(folder), "PORT": str(port)}
    with subprocess.Popen(
        COMMAND,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as server:
        try:
            wait_for(port, server)
            yield server
        finally:
            if server.poll() is None:
                os.killpg(server.pid, signal.SIGKILL)


def wait_for(port, server):
    for _ in range(600):
        assert server.poll() is None, server.stdout.read()
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise AssertionError("the server does not answer")


class Visitor:
    """Somebody with a browser that knows forms."""

    def __init__(self, port):
        self.base = f"http://127.0.0.1:{port}"
        self.open = build_opener(HTTPCookieProcessor(CookieJar())).open
        self.html = self.url = ""

    def get(self, path, data=None):
        sent = data and urlencode({"csrf_token": self.token, **data}).encode()
        with self.open(self.base + path, sent, timeout=30) as response:
            self.url, self.html = response.url, response.read().decode()
        return self.html

    @property
    def token(self):
        return re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self.html)[1]

    def sign_in(self, email):
        self.get("/sign-in")
        return self.get("/sign-in", {"email": email, "password": PASSWORD})


def test_a_server_that_made_the_demonstration_prints_certificates_and_stops_cleanly(tmp_path):
    port = free_port()
    with serving(tmp_path, port) as server:
        marcia = Visitor(port)
        cycle = re.search(r"/learning/\d+", marcia.sign_in("marcia@thornwick.example"))[0]
        assert "your name on the certificate" in marcia.get(f"{cycle}/T1.try")
        marcia.get(f"{cycle}/name?next=T1.try", {"name": "Marcia Reid"})
        boxes = re.findall(r'<textarea[^>]*name="([^"]+)"', marcia.html)
        written = dict.fromkeys(boxes, "I will ask about Saturday.")
        marcia.get(f"{cycle}/T1.try", {**written, "number": "0", "intent": "done"})
        assert "Here is your certificate" in marcia.html
        server.send_signal(signal.SIGINT)
        assert server.wait(20) == 0
        assert "Traceback" not in server.stdout.read()


def test_a_port_that_is_taken_is_named_in_one_sentence(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        environment = {**os.environ, "INSTANCE_PATH": str(tmp_path), "PORT": str(port)}
        done = subprocess.run(
            COMMAND, env=environment, capture_output=True, text=True, check=False, timeout=60
        )
    assert done.returncode == 1
    assert f"Port {port} cannot be had" in done.stderr
    assert "Traceback" not in done.stderr
