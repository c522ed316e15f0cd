"""Take the pictures of README.md: `make screenshots`. A demonstration of its own is all they show.

Each picture has its function; its name is the file's. The day, the certificate's number and the
order of the questions differ from run to run, so commit new pictures only when the look changed.
"""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, sync_playwright

from cptraining.settings import Settings
from tests.chromium import FLAGS, SIZES, TIMEOUT_MILLISECONDS

PICTURES = Path(__file__).parent / "pictures"
SECONDS_TO_START = 60
QUESTION = "Dee has half an hour with Amina for the first time."
WRONG = "What stops you from leaving the house?"
PROMISE = ("a colleague on the early shift", "places we both know", "it is in the plan by Friday")


def main() -> None:
    """Start a demonstration, take every picture, say how large each is."""
    PICTURES.mkdir(exist_ok=True)
    with demonstration() as address, chromium() as browser:
        for name, (size, take) in SHOTS.items():
            page = opened(browser, address, size)
            take(page)
            path = PICTURES / f"{name}.png"
            page.screenshot(path=path, animations="disabled", caret="hide")
            page.context.close()
            print(f"{path.relative_to(Path.cwd())}: {path.stat().st_size // 1000} kB")  # noqa: T201 -- for who runs it


def home(page: Page) -> None:
    """Where somebody left off."""
    be(page, "sam@")


def step(page: Page) -> None:
    """The network map, with what is written in it."""
    be(page, "sam@")
    page.get_by_role("link", name="Taster: Connecting People in 40 minutes").first.click()
    page.get_by_role("link", name="Exercise 1a: map a network").first.click()
    page.get_by_role("heading", name="On the map").evaluate("it => it.scrollIntoView()")


def story(page: Page) -> None:
    """A cartoon strip on a phone."""
    be(page, "sam@")
    page.get_by_role("link", name="Taster: Connecting People in 40 minutes").first.click()
    page.get_by_role("link", name="The leaflet and the cup of tea").first.click()
    page.get_by_role("heading", level=1).wait_for()


def feedback(page: Page) -> None:
    """What a wrong answer explains."""
    be(page, "tom@")
    page.get_by_role("link", name="Continue").first.click()
    page.get_by_role("button", name="Try again").click()
    while not page.get_by_text(QUESTION).count():
        page.get_by_role("link", name="Come back to this one later").click()
    page.get_by_label(WRONG).check()
    page.get_by_role("button", name="Check my answer").click()
    page.get_by_role("heading", level=1).wait_for()


def finished(page: Page) -> None:
    """The screen on which a course ends."""
    be(page, "marcia@")
    page.get_by_role("link", name="Continue").first.click()
    page.get_by_role("button", name="This name is right: go on").click()
    for line, words in zip(page.get_by_role("textbox").all(), PROMISE, strict=True):
        line.fill(words)
    page.locator("button[value=done]").click()
    page.get_by_text("Here is your certificate.").wait_for()


def certificate(page: Page) -> None:
    """A certificate."""
    be(page, "leanne@")
    page.locator("main a[href^='/certificates/']:not([href$='.pdf'])").first.click()
    page.locator(".app-cert").wait_for()


def report(page: Page) -> None:
    """A trainer's page."""
    be(page, "priya@")
    page.goto("/report")
    for fold in page.locator("details[open]").all():
        fold.evaluate("it => it.removeAttribute('open')")


Shot = tuple[str, Callable[[Page], None]]
SHOTS: dict[str, Shot] = {
    "home": ("desk", home),
    "step": ("desk", step),
    "feedback": ("desk", feedback),
    "finished": ("desk", finished),
    "certificate": ("desk", certificate),
    "report": ("desk", report),
    "home-phone": ("phone", home),
    "story-phone": ("phone", story),
    "report-phone": ("phone", report),
}


@contextmanager
def demonstration() -> Iterator[str]:
    """A demonstration in a folder that is gone afterwards; yields its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    ours = {name.upper() for name in Settings.model_fields}
    environment = {name: value for name, value in os.environ.items() if name not in ours}
    with TemporaryDirectory() as folder:
        command = [str(Path(sys.executable).with_name("cptraining")), "serve", "--demonstration"]
        environment |= {
            "INSTANCE_PATH": folder,
            "PORT": str(port),
            "PUBLIC_URL": "http://127.0.0.1:8000",
        }
        with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL) as server:
            try:
                address = f"http://127.0.0.1:{port}"
                wait_for(f"{address}/health")
                yield address
            finally:
                server.terminate()


def wait_for(address: str) -> None:
    """Return when a page answers. Raises TimeoutError when none does in a minute."""
    until = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < until:
        try:
            with urlopen(address, timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.3)
    raise TimeoutError(address)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Debian's Chromium, which draws letters the same way on every machine."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=[*FLAGS, "--lang=en-GB"]
        )
        yield browser
        browser.close()


def opened(browser: Browser, address: str, size: str) -> Page:
    """A new visitor's page."""
    context = browser.new_context(
        base_url=address,
        viewport=SIZES[size],
        has_touch=size == "phone",
        reduced_motion="reduce",
        locale="en-GB",
        timezone_id="Europe/London",
    )
    context.set_default_timeout(TIMEOUT_MILLISECONDS)
    return context.new_page()


def be(page: Page, start: str) -> None:
    """Sign in as one of the invented people, with one press."""
    page.goto("/sign-in")
    page.locator("li", has_text=start).get_by_role("button").click()
    page.wait_for_url(lambda url: "sign-in" not in url)


if __name__ == "__main__":
    main()
