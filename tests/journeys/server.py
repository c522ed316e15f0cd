"""The real server in a process of its own, to be killed and started again."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

SECONDS_TO_START = 60
SECONDS_TO_STOP = 20
COMMAND = Path(sys.executable).with_name("cptraining")


class RealServer:
    """`cptraining serve` with settings of its own."""

    def __init__(self, *arguments: str, **settings: object) -> None:
        self.arguments = arguments
        self.settings = {name.upper(): str(value) for name, value in settings.items()}
        self.port = int(self.settings["PORT"])
        self.address = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[str] | None = None

    def start(self) -> None:
        """Start it, and return when it answers."""
        self.process = subprocess.Popen(
            [COMMAND, "serve", *self.arguments],
            env=os.environ | self.settings,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self._wait()

    def kill(self) -> None:
        """Kill -9, with every process that it started."""
        self._signal(signal.SIGKILL)

    def interrupt(self) -> tuple[int, str]:
        """Press Ctrl-C; returns the exit code and everything that it printed."""
        return self._signal(signal.SIGINT)

    def _signal(self, number: int) -> tuple[int, str]:
        process, self.process = self.process, None
        if process is None:
            return 0, ""
        os.killpg(process.pid, number)
        printed, _ = process.communicate(timeout=SECONDS_TO_STOP)
        return process.returncode, printed

    def _wait(self) -> None:
        until = time.monotonic() + SECONDS_TO_START
        while time.monotonic() < until:
            try:
                with urlopen(f"{self.address}/health", timeout=5):
                    return
            except (URLError, OSError):
                time.sleep(0.1)
        self.kill()
        raise TimeoutError(self.address)
