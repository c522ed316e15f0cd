"""The loop that works the outbox: a thread of the serving process, or a process of its own."""

import logging
import threading
from uuid import uuid4

from flask import Flask

from cptraining.database import db
from cptraining.outbox.actions import handle_next, lead, step_down
from cptraining.web.clock import now

PAUSE_SECONDS = 1.0
PATIENCE_SECONDS = 5.0
log = logging.getLogger(__name__)


class Worker:
    """Works the outbox while it holds the lease; any number may run, one of them leads."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.holder = uuid4().hex
        self.stopping = threading.Event()
        self.thread: threading.Thread | None = None

    def start(self) -> None:
        """Work in a thread that ends with the process."""
        self.thread = threading.Thread(target=self.run, name="outbox", daemon=True)
        self.thread.start()

    def stop(self) -> None:
        """Finish the message in hand, give the lease back, stop."""
        self.stopping.set()
        if self.thread is not None:
            self.thread.join(PATIENCE_SECONDS)

    def run(self) -> None:
        """Work until stopped; a failing database is waited for."""
        while not self.stopping.is_set():
            try:
                self._work()
            except Exception:
                log.exception("The outbox could not be worked; trying again.")
            self.stopping.wait(PAUSE_SECONDS)
        with self.app.app_context():
            step_down(self.holder)

    def _work(self) -> None:
        with self.app.app_context():
            while not self.stopping.is_set() and lead(self.holder, now()):
                if not handle_next(now()):
                    break
            db.session.remove()
