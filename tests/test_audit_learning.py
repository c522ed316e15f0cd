"""What a tired learner and an attacker do to steps and quizzes."""

from functools import partial

import pytest

from cptraining import steps
from cptraining.courses.queries import outline
from cptraining.database import db
from cptraining.learning import actions, attempts
from cptraining.learning.models import Attempt
from cptraining.learning.queries import own
from cptraining.learning.work import on_cycle
from cptraining.record import queries as record
from tests.databases import on_both
from tests.test_learning import map_fields


@pytest.fixture
def kofi(world):
    """Somebody who has opened the Taster and read its note."""
    person = world.learner(world.agency())
    person.cycle_id = world.assign(person, world.course().course_id)
    with world.at_work() as now:
        actions.open_cycle(person.cycle_id, person.id, now)
        actions.read_note(person.cycle_id, person.id, now)
    return person


def first(app, person, capability):
    """The first step of the course whose kind is so."""
    with app.app_context():
        shape = outline(own.cycle(person, person.cycle_id).edition_id)
        return next(step.id for step in shape if getattr(steps.kinds()[step.kind], capability))


@on_both
@pytest.mark.parametrize("number", ["99999999999999999999", "2147483647", "-5"])
def test_an_answer_number_that_no_row_can_have_is_refused(app, client, kofi, number):
    path = f"/learning/{kofi.cycle_id}/{first(app, kofi, 'is_exercise')}"
    form = client.sign_in(kofi).get(path).form().fill(map_fields(2))
    client.post(path, {**form.values, "intent": "save", "number": number}, 422)


@on_both
def test_what_comes_after_the_end_of_a_try_changes_nothing(app, world, kofi):
    quiz = first(app, kofi, "is_attempted")
    with world.at_work() as now:
        attempt = attempts.start(kofi.cycle_id, quiz, actor_id=kofi.id, now=now, shuffle=list)
        ids = db.session.get_one(Attempt, attempt).layout["questions"]
        for id_ in ids:
            attempts.save(attempt, id_, [], number=0, now=now)
        for id_ in ids[:-1]:
            attempts.check(attempt, id_, actor_id=kofi.id, now=now)
        attempts.finish(attempt, actor_id=kofi.id, now=now)
    with world.at_work() as now:
        attempts.check(attempt, ids[-1], actor_id=kofi.id, now=now)
    with app.app_context():
        told = [event.name for event in record.of_stream(f"cycle/{kofi.cycle_id}")]
    assert told.count("attempt.finished") == 1


def test_what_is_typed_on_the_last_step_is_kept_when_the_name_is_asked_for(
    app, world, client, kofi
):
    last = first(app, kofi, "is_exercise")
    page = client.sign_in(kofi).get(f"/learning/{kofi.cycle_id}/{last}")
    form = page.form().fill(map_fields(4))
    with world.at_work() as now:
        for step in outline(own.cycle(kofi, kofi.cycle_id).edition_id):
            if step.id != last:
                finish = partial(actions.finish_step, step_id=step.id, how="passed")
                on_cycle(kofi.cycle_id, kofi.id, now, finish)
    asked = client.post(page.path, {**form.values, "intent": "done"})
    assert asked.path.partition("?")[0].endswith("/name")
    with app.app_context():
        assert last in own.written(kofi.cycle_id, [last])
