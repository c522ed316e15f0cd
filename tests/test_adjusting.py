"""A trainer gives one person more tries or time, and says why."""

import pytest

from tests.quizzes import Taker, single

AB = [single("a"), single("b")]


@pytest.fixture
def taker(world):
    found = Taker(world, {"pass": 2, "tries": 1, "time": 10, "questions": AB}, certificate=False)
    found.trainer = world.trainer(found.agency)
    return found


def test_a_trainer_adds_a_try_for_a_reason_and_the_person_has_it(world, client, taker):
    taker.finish(taker.start())
    page = client.sign_in(taker.trainer).get(f"/report/people/{taker.person.id}")
    page = page.follow("More tries or time Quizzed")
    page = page.press("Add this", {"reason": "The network was down."}, 422)
    assert "Add tries or minutes." in page.text
    more = {"tries": "1", "minutes": "15", "reason": "The network was down."}
    page = page.press("Add this", more)
    assert "Check yourself: 1 try, 15 minutes. The network was down. Maria Novák" in page.text
    told = client.get(f"/report/people/{taker.person.id}").text
    assert "Got more tries or time at “Check yourself”" in told
    assert "The network was down." not in told
    page = client.sign_in(taker.person).get(f"/learning/{taker.cycle_id}/M.quiz")
    assert "You have 2 tries in all. 1 is left." in page.text
    assert "You have 25 minutes once you start." in page.text
    assert "Question 1 of 2" in page.press("Try again").text


def test_only_the_persons_own_trainers_can(world, client, taker):
    path = f"/adjusting/{taker.cycle_id}"
    client.sign_in(world.trainer(world.agency("Elsewhere"))).get(path, 404)
    client.sign_in(taker.person).get(path, 404)


def test_a_module_that_can_be_tested_out_of_says_so(world, client):
    out = {"pass": 1, "draw": [{"take": 1, "from": "bank"}]}
    more = {"bank": [single("b0")], "test_out": out, "certificate": False}
    taker = Taker(world, {"pass": 1, "questions": AB}, **more)
    page = client.sign_in(taker.person).get(f"/learning/{taker.cycle_id}")
    page = page.follow("Test out: A module")
    assert "You can try this once." in page.text
    page = page.press("Start the questions").press("Check my answer", {"chosen": "Yes"})
    assert page.follow("See how you did").h1 == "That is passed"
    assert "Already know this?" not in client.get(f"/learning/{taker.cycle_id}").text
