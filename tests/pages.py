"""A browser without a screen: opens pages, inspects each, fills in and sends their forms."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from cptraining.people.models import Person
from tests.inspection import CONTROLS, problems
from tests.markup import Node, Reader

Values = dict[str, list[str]]


class Client:
    """One person's browser; each keeps its own cookies and its `page`."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.http: FlaskClient = app.test_client()
        self.token = ""

    def get(self, path: str, status: int | None = 200, **options: Any) -> "Page":
        """Open an address and go where it sends us; the end has this status, None = any."""
        return self.open(path, status, method="GET", **options)

    def post(
        self, path: str, data: Any = None, status: int | None = 200, **options: Any
    ) -> "Page":
        """Send what no form of a page would, with the token of the last page that had one."""
        data = {"csrf_token": self.token} | dict(data or {})
        return self.open(path, status, method="POST", data=data, **options)

    def sign_in(self, person: Person) -> "Client":
        """Be this person, without the form."""
        with self.http.session_transaction() as session:
            session["_user_id"] = person.get_id()
            session["_fresh"] = True
        return self

    def open(self, path: str, status: int | None, **options: Any) -> "Page":
        """Ask, and go where the answer sends us."""
        response = self.http.open(path, **options)
        while response.status_code in {301, 302, 303, 307, 308}:
            assert response.status_code == 303 or options["method"] == "GET", "not a 303"
            path = urljoin(path, response.location)
            assert not urlsplit(path).netloc, f"leads away: {path}"
            response = self.http.get(path)
            options["method"] = "GET"
        page = Page(self, path, response)
        assert status in {page.status, None}, f"{path} answered {page.status}: {page.text[:600]}"
        page.inspect()
        return page


class Page:
    """One answer. HTML was inspected: see `tests/inspection.py`."""

    def __init__(self, client: Client, path: str, response: TestResponse) -> None:
        self.client, self.path, self.response = client, path, response
        self.status: int = response.status_code
        self.is_html = response.mimetype == "text/html"
        self.html: str = response.get_data(as_text=True) if self.is_html else ""
        self.tree: Node = Reader(self.html).root

    def inspect(self) -> None:
        """Fail with everything that is wrong with the page."""
        if not self.is_html:
            return
        found = problems(self.client.app, self.path, self.html)
        assert not found, f"{self.path}:\n  " + "\n  ".join(found) + f"\n{self.html}"
        assert "default-src 'none'" in self.response.headers["Content-Security-Policy"]
        tokens = [node["value"] for node in self.tree.all("input", name="csrf_token")]
        self.client.token = tokens[0] if tokens else self.client.token

    @property
    def json(self) -> Any:
        return self.response.get_json()

    @property
    def title(self) -> str:
        return self.tree.one("title").text

    @property
    def h1(self) -> str:
        return self.tree.one("h1").text

    @property
    def text(self) -> str:
        """What <main> says (the whole answer when it is not HTML), with single spaces."""
        return self.tree.one("main").text if self.is_html else self.response.get_data(as_text=True)

    def texts(self, *tags: str, **attributes: str) -> list[str]:
        """The texts of such elements inside <main>; see `Node.all`."""
        return [node.text for node in self.tree.one("main").all(*tags, **attributes)]

    def follow(self, words: str, status: int | None = 200) -> "Page":
        """Follow the one link with these words."""
        links = {node["href"] for node in _worded(self.tree.all("a"), words)}
        assert len(links) == 1, f"{len(links)} links say {words!r} on {self.path}: {self.text}"
        return self.client.get(urljoin(self.path, links.pop()), status)

    def press(
        self,
        words: str,
        fields: Mapping[str, Any] | None = None,
        status: int | None = 200,
        **more: Any,
    ) -> "Page":
        """Press the one button with these words, with these fields of its form filled in.

        A choice is named by its value or its label; several are a list; a tick box is True or
        False. Fields not named are sent as the page shows them.
        """
        buttons = _worded(self.tree.all("button"), words)
        assert len(buttons) == 1, f"{len(buttons)} buttons say {words!r}: {self.text}"
        form = Form(self, buttons[0].inside("form"))
        return form.fill({**(fields or {}), **more}).send(buttons[0], status)

    @property
    def forms(self) -> list["Form"]:
        """The forms in <main>."""
        return [Form(self, node) for main in self.tree.all("main") for node in main.all("form")]

    def form(self, action: str | None = None) -> "Form":
        """The form in <main> that sends to this address; without one, the only form there."""
        found = [form for form in self.forms if action in {None, urlsplit(form.action).path}]
        assert len(found) == 1, f"{[form.action for form in self.forms]} on {self.path}"
        return found[0]


class Form:
    """A form as the page shows it, and what was filled in since."""

    def __init__(self, page: Page, node: Node | None) -> None:
        assert node is not None, "the button stands in no form"
        self.page, self.node = page, node
        self.action = urljoin(page.path, node["action"] or page.path)
        self.controls = [n for n in node.all(*CONTROLS) if n["name"] and not n.has("disabled")]
        self.values: Values = {}
        for control in self.controls:
            self.values.setdefault(control["name"], []).extend(_shown(control))

    def fill(self, fields: Mapping[str, Any]) -> "Form":
        """Fill in fields; see `Page.press`. Fails on a field or a choice that is not there."""
        for name, wanted in fields.items():
            assert name in self.values, f"no field {name!r} among {list(self.values)}"
            items = wanted if isinstance(wanted, list) else [wanted]
            self.values[name] = [v for item in items for v in self._typed(name, item)]
        return self

    def send(self, button: Node | None = None, status: int | None = 200) -> Page:
        """Send it as a browser would, with the button's own value."""
        pairs = [(name, value) for name, values in self.values.items() for value in values]
        if button is not None and button["name"]:
            pairs.append((button["name"], button["value"]))
        if self.node["method"].lower() != "post":
            address = urlsplit(self.action)._replace(query=urlencode(pairs)).geturl()
            return self.page.client.get(address, status)
        return self.page.client.open(
            self.action, status, method="POST", data=urlencode(pairs),
            content_type="application/x-www-form-urlencoded",
        )  # fmt: skip

    def choices(self, name: str) -> dict[str, str]:
        """The labels and values among which a choice field lets people choose."""
        return {
            label: value
            for control in self.controls
            if control["name"] == name
            for label, value in _options(control, self.node)
        }

    def _typed(self, name: str, item: Any) -> list[str]:
        choices = self.choices(name)
        if item is None or item is False:
            return []
        if not choices:
            return [str(item)]
        value = next(iter(choices.values())) if item is True else choices.get(str(item), str(item))
        assert value in choices.values(), f"{item!r} is not among {choices} of {name!r}"
        return [value]


def _worded(nodes: list[Node], words: str) -> list[Node]:
    """The nodes that say exactly this, else those that have it in them."""
    exact = [node for node in nodes if words in {node.text, node["aria-label"]}]
    return exact or [node for node in nodes if words in node.text]


def _shown(control: Node) -> list[str]:
    """What a control sends when nobody touches it."""
    if control.tag == "textarea":
        return [control.raw.removeprefix("\r").removeprefix("\n").replace("\n", "\r\n")]
    if control.tag == "select":
        options = control.all("option")
        chosen = [option for option in options if option.has("selected")]
        return [_value(option) for option in chosen or options[:1]]
    if control["type"] in {"checkbox", "radio"}:
        return [control["value"] or "on"] if control.has("checked") else []
    return [] if control["type"] in {"submit", "button", "file"} else [control["value"]]


def _value(option: Node) -> str:
    return option["value"] if option.has("value") else option.text


def _options(control: Node, form: Node) -> list[tuple[str, str]]:
    if control.tag == "select":
        return [(option.text, _value(option)) for option in control.all("option")]
    if control["type"] not in {"checkbox", "radio"}:
        return []
    around = control.inside("label")
    labels = [node.text for node in form.all("label", **{"for": control["id"]})]
    return [((labels or [around.text if around else ""])[0], control["value"] or "on")]
