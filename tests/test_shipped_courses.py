"""Every course that comes with the platform is done to its certificate, by its own key."""

from typing import Any

import pytest

from cptraining import steps
from cptraining.certificates import queries as certificates
from cptraining.courses import package
from cptraining.courses.pool import pool
from cptraining.learning import actions
from cptraining.people import actions as people
from cptraining.rules.outline import Outline, Step
from cptraining.rules.prose import plain
from tests.pages import Page

COURSES = {path.name: path for path in package.shipped()}

pytestmark = [pytest.mark.slow]


class Walk:
    """Somebody who does a course page by page; note and name are behind them."""

    def __init__(self, world, client, outline: Outline) -> None:
        person = world.learner(world.agency(), "Grace Mensah")
        self.cycle_id = world.assign(person, world.course(outline).course_id)
        self.client = client.sign_in(person)
        self.questions = [one.question for one in pool(outline).values()]
        with world.at_work() as now:
            people.confirm_name(person.id, person.name, now)
            actions.open_cycle(self.cycle_id, person.id, now)
            actions.read_note(self.cycle_id, person.id, now)

    def do(self, step: Step, *, is_wrong_first: bool) -> None:
        """One step: an exercise on paper, a quiz by its key, anything else with any words."""
        page = self.client.get(f"/learning/{self.cycle_id}/{step.id}")
        kind = steps.kinds()[step.kind]
        if kind.is_attempted:
            for is_right in (False, True) if is_wrong_first else (True,):
                self.answer(page.press("Start the questions"), is_right=is_right)
        elif kind.is_exercise:
            page.press("I did this on paper")
        else:
            page.press(str(kind.finish), words(page))

    def answer(self, page: Page, *, is_right: bool) -> None:
        """All questions of a try, and see how it went."""
        onwards = "Next question"
        while onwards == "Next question":
            question = next(one for one in self.questions if stands_on(page, one))
            page = page.press("Check my answer", key(page, question, is_right=is_right))
            links = page.texts("a")
            onwards = next(one for one in links if one in ("Next question", "See how you did"))
            page = page.follow(onwards)
        assert ("That is passed" in page.text) == is_right


def stands_on(page: Page, question: Any) -> bool:
    """Whether this is the question; some ask the same of other things."""
    items = getattr(question, "pairs", ()) or getattr(question, "options", ())
    texts = [plain(getattr(one, "item", None) or one.text) for one in items]
    return plain(question.prompt) == page.h1 and all(text in page.text for text in texts)


def words(page: Page) -> dict[str, Any]:
    """Something in every field of the page's form."""
    form = page.forms[0]
    found: dict[str, Any] = {}
    for name, values in form.values.items():
        if choices := [value for value in form.choices(name).values() if value]:
            found[name] = choices[0]
        elif values == [""]:
            found[name] = "Somebody could ask her."
    return found


def key(page: Page, question: Any, *, is_right: bool) -> dict[str, Any]:
    """What fills in the form of a question rightly, or wrongly."""
    if question.kind == "choice":
        places = range(len(question.options))
        wanted = [place for place in places if (place in question.right) == is_right]
        texts = [plain(question.options[place].text) for place in wanted]
        return {"chosen": texts if question.several else texts[0]}
    if question.kind == "numeric":
        first = question.answers[0]
        right = first.least if first.equals is None else first.equals
        return {"typed": str(right) if is_right else "-77"}
    if question.kind == "text":
        wrong = " ".join([*question.forbidden, "no idea at all of this"])
        right = plain(question.model) or question.accepted[0].text
        return {"typed": right if is_right else wrong}
    return placed(page, question, is_right=is_right)


def placed(page: Page, question: Any, *, is_right: bool) -> dict[str, str]:
    """What is chosen beside each item, in its own place or in that of the one before."""
    if question.kind == "match":
        pairs = [(plain(pair.item), plain(pair.to)) for pair in question.pairs]
    else:
        pairs = [(plain(item), str(n)) for n, item in enumerate(question.items, start=1)]
    wanted = {item: pairs[n - (not is_right)][1] for n, (item, _) in enumerate(pairs)}
    names = [name for name in page.form().values if name.startswith("item_")]
    return {name: wanted[page.tree.one("label", **{"for": name}).text] for name in names}


@pytest.mark.parametrize("name", COURSES)
@pytest.mark.parametrize("is_wrong_first", [False, True])
def test_a_course_leads_to_its_certificate(app, world, client, name, is_wrong_first):
    outline = package.read(COURSES[name])
    walk = Walk(world, client, outline)
    client.get(f"/learning/{walk.cycle_id}")
    for step in map(outline.find, outline.required):
        with app.app_context():
            assert certificates.latest(walk.cycle_id) is None
        walk.do(step, is_wrong_first=is_wrong_first)
    with app.app_context():
        assert certificates.latest(walk.cycle_id)


@pytest.mark.parametrize("name", COURSES)
def test_every_question_says_where_to_read_it_again(name):
    asked = pool(package.read(COURSES[name])).values()
    assert [one.question.id for one in asked if not one.question.again] == []


@pytest.mark.parametrize("name", COURSES)
def test_a_module_may_be_tested_out_of_before_anything_else(world, client, name):
    outline = package.read(COURSES[name])
    person = world.learner(world.agency(), "Grace Mensah")
    cycle_id = world.assign(person, world.course(outline).course_id)
    with world.at_work() as now:
        actions.open_cycle(cycle_id, person.id, now)
    client.sign_in(person)
    for id_ in outline.test_outs:
        assert "Start the questions" in client.get(f"/learning/{cycle_id}/{id_}").text
