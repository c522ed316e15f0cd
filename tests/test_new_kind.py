"""A kind that nobody knew of works by its folder alone: written, done, printed, taken along."""

import io
import sys

import pytest
from pypdf import PdfReader

from cptraining import steps
from tests.databases import close, make_app
from tests.world import World

KIND = {
    "__init__.py": '''
"""Say one thing three times."""

from cptraining.steps import Kind
from cptraining.steps.echo.content import Echo
from cptraining.steps.echo.form import form

KIND = Kind("echo", "Echo", Echo, form, is_exercise=True, is_log=True, finish="I have said it")
''',
    "content.py": '''
"""One thing to say."""

from typing import Any

from cptraining.rules.authoring import Text
from cptraining.rules.words import Words
from cptraining.steps.content import Content, Told


class Echo(Content):
    """An answer is {"said": text}."""

    call: Text

    def missing(self, answer: Any) -> list[Words]:
        return [] if answer and answer["said"] else [Words("Say something.")]

    def told(self, answer: Any) -> list[Told]:
        return [Told(self.call, (answer["said"],))]
''',
    "form.py": '''
"""One line."""

from wtforms import StringField

from cptraining.web.forms import AnswerForm


def form(content):
    class EchoForm(AnswerForm):
        said = StringField(content.call)

        @property
        def answer(self):
            return {"said": self.said.data}

        @classmethod
        def filled(cls, answer):
            return dict(answer or {})

    return EchoForm
''',
    "step.html": '{% import "web/templates/macros.html" as ui %}{{ ui.field(form.said) }}',
    "print.html": "<p>{{ answer.said }}, {{ answer.said }}, {{ answer.said }}</p>",
    "sheet.typ": """
#import "/press/sheet.typ": *
#show: sheet
#ask(content.call, answer: if is-filled { answer.said })
""",
}
COURSE = {
    "course.yaml": "slug: calls\ntitle: Calls\nsummary: One call.\noutcomes: [Call.]\nopen: true\n"
    "note: note.md\nmodules: [C1]\n",
    "note.md": "No names.\n",
    "C1/module.yaml": "title: One\nsummary: One.\noutcomes: [Call.]\nsteps: [call]\n",
    "C1/call.md": "---\nkind: echo\ntitle: Call out\nminutes: 3\n---\n"
    "```yaml\ncall: Who is it?\n```\n",
}


@pytest.fixture
def kinds(tmp_path):
    """A folder of kinds outside the package, with one in it."""
    folder = tmp_path / "kinds"
    write(folder / "echo", KIND)
    steps.__path__.append(str(folder))
    steps.kinds.cache_clear()
    yield
    steps.__path__.remove(str(folder))
    steps.kinds.cache_clear()
    for name in [name for name in sys.modules if name.startswith("cptraining.steps.echo")]:
        del sys.modules[name]


@pytest.fixture
def app(kinds, instance, database_url):
    app = make_app(instance, database_url=database_url)
    yield app
    close(app)


def write(folder, files):
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.lstrip("\n"), encoding="utf-8")


@pytest.fixture
def loaded(app, tmp_path):
    """A course with the kind in it, as its author checks and loads it."""
    run = app.test_cli_runner().invoke
    broken = {"C1/call.md": COURSE["C1/call.md"].replace("call:", "cal:")}
    write(tmp_path / "calls", COURSE | broken)
    refused = run(args=["courses", "check", str(tmp_path / "calls")])
    assert refused.exit_code == 1
    assert "call.md:7" in refused.output
    write(tmp_path / "calls", COURSE)
    assert run(args=["courses", "load", str(tmp_path / "calls")]).exit_code == 0


def test_a_new_folder_is_all_that_a_kind_needs(app, loaded, client):
    world = World(app)
    client.sign_in(world.learner(world.agency()))
    page = client.get("/home").press("Start").press("Go on to the exercise", is_read=True)
    page = page.press("I have said it")
    assert "Say something." in page.text
    page.press("I have said it", said="A <friend>")
    page = client.get("/learning/1/C1.call")
    assert "This step is done." in page.text
    assert "Sharing and earlier versions" in page.text
    printed = {"Print a blank sheet": "Who is it?", "Print what I wrote": "A <friend>"}
    for link, words in printed.items():
        pdf = PdfReader(io.BytesIO(page.follow(link).response.data))
        assert words in pdf.pages[0].extract_text()
    log = client.get("/my-log")
    assert "A <friend>, A <friend>, A <friend>" in log.text
    assert "A \\<friend\\>" in log.follow("As a text file (Markdown)").response.text
