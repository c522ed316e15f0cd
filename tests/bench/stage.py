"""What is measured on: one database with a learner in the Taster, and both servers on it."""

import http.client
from contextlib import AbstractContextManager
from pathlib import Path

from cptraining.learning import actions
from cptraining.people import actions as people
from cptraining.rules.outline import Award, Module, Outline, Step
from tests.bench import servers
from tests.databases import close, make_app, migrate
from tests.pages import Client
from tests.world import World

KEY = "a key for measuring only, never for anything else"
SHORT = Outline(
    "short",
    "Short",
    "One page.",
    (Module("A", "A", (Step("A.1", "reading", "Page", 3),)),),
    certificate=Award("Short"),
)


class Stage:
    """An application in this process for arranging, and servers of their own for asking."""

    def __init__(self, folder: Path, database_url: str, floor_url: str) -> None:
        self.folder = folder
        self.database_url = database_url
        self.floor_url = floor_url
        folder.mkdir()
        self.app = make_app(folder, database_url=database_url, secret_key=KEY)
        migrate(self.app)
        self.world = World(self.app)
        self.agency = self.world.agency()
        self.course = self.world.course()
        self.short = self.world.course(SHORT)
        learner = self.world.learner(self.agency)
        self.cycle_id = self.world.assign(learner, self.course.course_id)
        with self.world.at_work() as now:
            actions.open_cycle(self.cycle_id, learner.id, now)
            actions.read_note(self.cycle_id, learner.id, now)
            for step in ("T1.wheels", "T1.leaflet"):
                actions.complete_step(self.cycle_id, step, actor_id=learner.id, now=now)
        self.client = Client(self.app).sign_in(learner)
        self.client.get("/account")  # From the first form on, a browser's session holds a token.

    @property
    def cookie(self) -> str:
        """The session of the learner, as a browser sends it."""
        return f"cptraining={self.client.http.get_cookie('cptraining').value}"

    @property
    def environment(self) -> dict[str, str]:
        """The settings of a server on this database."""
        return {
            "MODE": "development",
            "INSTANCE_PATH": str(self.folder),
            "DATABASE_URL": self.database_url,
            "SECRET_KEY": KEY,
            "THREADS": str(servers.THREADS),
        }

    def application(self) -> AbstractContextManager[servers.Server]:
        """The application behind its server."""
        return servers.application(self.environment)

    def floor(self) -> AbstractContextManager[servers.Server]:
        """The minimal application behind the same server."""
        return servers.floor(self.floor_url)

    def floor_cookie(self, port: int) -> str:
        """Sign in there."""
        connection = http.client.HTTPConnection("127.0.0.1", port)
        connection.request("GET", "/in")
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer.headers["Set-Cookie"].split(";")[0]

    def address(self, step: str) -> str:
        """Where a step of the learner's is."""
        return f"/learning/{self.cycle_id}/{step}"

    def form_of(self, step: str) -> dict[str, str]:
        """What the step's form would send to save it, with the words of somebody who writes."""
        values = self.client.get(self.address(step)).form(self.address(step)).values
        written = {name: sent[0] or "What I noticed." for name, sent in values.items() if sent}
        return {**written, "intent": "save"}

    def almost_done(self, number: int) -> tuple[Client, str]:
        """Somebody one step before a certificate, and the address of that step."""
        person = self.world.learner(self.agency, f"Learner {number}")
        cycle_id = self.world.assign(person, self.short.course_id)
        with self.world.at_work() as now:
            people.confirm_name(person.id, person.name, now)
            actions.open_cycle(cycle_id, person.id, now)
        return Client(self.app).sign_in(person), f"/learning/{cycle_id}/A.1"

    def close(self) -> None:
        """Let go of the database."""
        close(self.app)
