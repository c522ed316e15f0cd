"""A long course is shown by its parts and modules; each module has a page of its own."""

from dataclasses import replace

import pytest

from cptraining.learning import actions
from tests.school import course


@pytest.fixture
def cycle(world, client) -> int:
    """Somebody is signed in who has been given a course of two parts, not begun."""
    outline = course("A", "B", "C")
    parts = zip(outline.modules, ("First", "First", "Second"), strict=True)
    modules = tuple(replace(module, part=part, summary=f"About {part}.") for module, part in parts)
    person = world.learner(world.agency())
    client.sign_in(person)
    return world.assign(person, world.course(replace(outline, modules=modules)).course_id)


def begin(world, cycle: int, *done: str) -> None:
    """Open the course and do some steps."""
    with world.at_work() as now:
        actions.open_cycle(cycle, 1, now)
        for step in done:
            actions.complete_step(cycle, step, actor_id=1, now=now)


def test_modules_stand_in_their_parts_and_lead_on(world, client, cycle):
    before = client.get(f"/learning/{cycle}")
    assert before.texts("h2")[:2] == ["First", "Second"]
    assert not [one for one in before.tree.all("a") if "/modules/" in one["href"]]
    begin(world, cycle, "A.1", "A.2")
    page = client.get(f"/learning/{cycle}")
    assert "1 of 2 done" in page.text
    links = [one["href"] for one in page.tree.all("a") if "/modules/" in one["href"]]
    assert links == [f"/learning/{cycle}/modules/{name}" for name in "ABC"]
    assert page.follow("Continue").path == f"/learning/{cycle}/B.1"


def test_a_module_lists_its_steps_once_the_course_is_begun(world, client, cycle):
    client.get(f"/learning/{cycle}/modules/B", 404)
    begin(world, cycle)
    page = client.get(f"/learning/{cycle}/modules/B")
    assert "About First." in page.text
    assert len(page.tree.all("li", **{"class": "app-path__step is-todo"})) == 2
    client.get(f"/learning/{cycle}/modules/Z", 404)
