"""A word that needs explaining opens its meaning where it stands."""

import pytest

from cptraining.learning import actions
from cptraining.rules.glossary import Term
from cptraining.rules.outline import Module, Outline, Step
from tests.chromium import check

pytestmark = [pytest.mark.browser]

READ = Step("A.1", "reading", "Read", 3, prose="<p>Ask a weak tie about <em>it</em>.</p>")
TIE = Term("Weak tie", "Somebody you <em>nearly</em> know.")
COURSE = Outline("small", "Small", "S.", (Module("A", "One", (READ,)),), glossary=(TIE,))


@pytest.mark.parametrize("javascript", [True, False])
def test_a_word_opens_its_meaning_by_key_and_closes_again(enter, world, size, javascript):
    person = world.learner(world.agency())
    cycle = world.assign(person, world.course(COURSE).course_id)
    with world.at_work() as now:
        actions.open_cycle(cycle, person.id, now)
    page = enter(person, size=size, javascript=javascript)
    page.goto(f"/learning/{cycle}/A.1")
    meaning = page.get_by_text("Somebody you nearly know.")
    assert not meaning.is_visible()
    page.get_by_role("button", name="weak tie").focus()
    page.keyboard.press("Enter")
    assert meaning.is_visible()
    if javascript:
        check(page)
    page.keyboard.press("Escape")
    assert not meaning.is_visible()
