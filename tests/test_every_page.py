"""Whoever follows every link of the shipped courses arrives: at pages, anchors and files."""

from collections.abc import Iterator
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest

from cptraining.courses import package
from cptraining.learning import actions
from cptraining.people import actions as people
from tests.pages import Client, Page

pytestmark = [pytest.mark.slow]


@pytest.fixture
def learner(world, client) -> Client:
    """Somebody who has begun every shipped course."""
    person = world.learner(world.agency(), "Grace Mensah")
    outlines = [package.read(path) for path in package.shipped()]
    cycles = [world.assign(person, world.course(outline).course_id) for outline in outlines]
    with world.at_work() as now:
        people.confirm_name(person.id, person.name, now)
        for cycle in cycles:
            actions.open_cycle(cycle, person.id, now)
            actions.read_note(cycle, person.id, now)
    return client.sign_in(person)


def test_every_link_of_every_course_leads_somewhere(learner):
    pages = dict(crawl(learner, "/home"))
    steps = [path for path in pages if path.startswith("/learning/") and "." in path]
    assert len(steps) > 140
    assert any(path.endswith("/sources") for path in pages)
    nowhere = [
        f"{path} -> {link}"
        for path, page in pages.items()
        for link in links(page)
        if (anchor := urlsplit(link).fragment)
        and urlsplit(link).path in pages
        and anchor not in ids(pages[urlsplit(link).path])
    ]
    assert nowhere == []


def crawl(client: Client, start: str) -> Iterator[tuple[str, Page]]:
    """Every page that links lead to, each once; a page that fails or has a mistake raises."""
    waiting, seen = [start], {start}
    while waiting:
        path = waiting.pop()
        page = client.get(path)
        yield path, page
        for link in links(page):
            address = urlsplit(urldefrag(link)[0])
            target = address.path + (f"?{address.query}" if address.query else "")
            if not address.netloc and target not in seen and "sign-out" not in target:
                seen.add(target)
                waiting.append(target)


def links(page: Page) -> list[str]:
    """Where the links of a page lead, as addresses of this site or whole ones."""
    found = (node["href"] for node in page.tree.all("a"))
    return [urljoin(page.path, href) for href in found if not href.startswith("mailto:")]


def ids(page: Page) -> set[str]:
    """The places on a page that an address can name."""
    return {node["id"] for node in page.tree.all() if node.has("id")}
