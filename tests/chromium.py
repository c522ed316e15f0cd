"""Real Chromium on the real pages, and axe, which finds what shuts people out."""

import contextlib
import shutil
import threading
from collections.abc import Callable, Iterator
from wsgiref.types import StartResponse, WSGIEnvironment

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wsgi import ClosingIterator

from cptraining.people.models import Person

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SIZES = {"phone": {"width": 390, "height": 844}, "desk": {"width": 1280, "height": 900}}
TIMEOUT_MILLISECONDS = 10_000
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

Opening = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium, Debian's; every test opens contexts of its own in it."""
    path = shutil.which("chromium")
    if path is None:
        pytest.fail("Chromium is not installed: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


class Quiet(WSGIRequestHandler):
    """Logs no requests."""

    protocol_version = "HTTP/1.1"

    def log_request(self, *_: object) -> None:
        """Say nothing."""


def closing(app: Flask) -> Callable[..., list[bytes]]:
    """`app`, each answer read whole: Werkzeug leaves one open that a browser no longer wants."""

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        with contextlib.closing(ClosingIterator(app(environ, start_response))) as parts:
            return [b"".join(parts)]

    return answer


@pytest.fixture
def live_server(app: Flask, port: int) -> Iterator[str]:
    """The test's own application behind a socket; yields its address without a slash."""
    server = make_server("127.0.0.1", port, closing(app), threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def open_browser(browser: Browser, live_server: str) -> Iterator[Opening]:
    """Opens somebody's browser: `open_browser(person=None, size="desk", javascript=True)`.

    Each has cookies of its own. The test fails when a page logs an error, asks another site
    for anything, or breaks the content security policy.
    """
    contexts: list[BrowserContext] = []
    troubles: list[str] = []

    def open_one(
        person: Person | None = None, *, size: str = "desk", javascript: bool = True
    ) -> Page:
        context = browser.new_context(
            base_url=live_server,
            viewport=SIZES[size],
            java_script_enabled=javascript,
            has_touch=size == "phone",
            reduced_motion="reduce",
            locale="en-GB",
        )
        contexts.append(context)
        context.set_default_timeout(TIMEOUT_MILLISECONDS)
        page = context.new_page()
        _watch(page, live_server, troubles)
        if person is not None:
            sign_in(page, person)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert not troubles, "\n".join(troubles)


def _watch(page: Page, home: str, troubles: list[str]) -> None:
    page.on("pageerror", lambda error: troubles.append(f"{page.url}: {error}"))
    page.on("console", lambda said: _note_console(said, page.url, troubles))
    page.on("request", lambda asked: _note_request(asked.url, home, troubles))


def _note_console(said, url: str, troubles: list[str]) -> None:
    """A page of an error (409, 422 …) or a network cut off is logged too; that is no trouble."""
    is_meant = "status of 4" in said.text or "ERR_INTERNET_DISCONNECTED" in said.text
    if said.type == "error" and not is_meant:
        troubles.append(f"{url}: {said.text}")


def _note_request(url: str, home: str, troubles: list[str]) -> None:
    if not url.startswith((home, "data:", "blob:")):
        troubles.append(f"asked another site: {url}")


def sign_in(page: Page, person: Person) -> None:
    """Through the form, as people do."""
    from tests.world import PASSWORD  # noqa: PLC0415 -- it imports the application

    page.goto("/sign-in")
    page.get_by_label("Email").fill(person.email or "")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.locator("main").get_by_role("button", name="Sign in").click()


@pytest.fixture(params=list(SIZES))
def size(request: pytest.FixtureRequest) -> str:
    """A phone and a desk: the test runs on each."""
    return str(request.param)


def check(page: Page) -> None:
    """Fail with everything that axe finds, and when the page is wider than the screen."""
    found = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]})
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"
    wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    assert wide <= 0, f"{page.url} is {wide} px wider than the screen"
