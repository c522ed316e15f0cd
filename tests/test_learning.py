"""A learner's whole way through the Taster, and everything that could go wrong on it."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from cptraining.certificates.models import Certificate
from cptraining.database import db
from cptraining.learning import actions, assignments, attempts
from cptraining.learning.models import Answer, AttemptAnswer, CourseState, Cycle
from cptraining.operations.demonstration import SCRIPT
from cptraining.outbox.models import Message
from cptraining.people import actions as people
from cptraining.people.models import Role
from cptraining.record.models import Event
from tests.databases import on_both

READY, MORE = "My map is ready: go on", "Save and show more rows"
MAP = SCRIPT["answers"]["T1.network"]
RIGHT, WRONG = SCRIPT["right"], SCRIPT["wrong"]


@pytest.fixture
def sam(world):
    """A learner with the Taster assigned."""
    person = world.learner(world.agency(), "Sam Okafor")
    person.cycle_id = world.assign(person, world.course().course_id)
    return person


@pytest.fixture
def signed_in(client, sam):
    return client.sign_in(sam)


def begin(client):
    return client.get("/home").press("Start")


def map_fields(count=8):
    fields = {"middle": "own"}
    for place, item in enumerate(MAP["items"][:count]):
        fields |= {
            f"items-{place}-{key}": item[key] for key in ("name", "kind", "circle", "effect")
        }
    return fields


def to_map(client):
    """From the first page to the network map, past the note."""
    begin(client).press("I have read this: go on")
    page = client.get("/home").follow("Continue").press("I have read this: go on")
    assert page.h1 == "Before the first exercise"
    return page.press("Go on to the exercise", is_read=True)


def walk(world, person, until=9):
    """Do the first steps of the Taster by actions, on paper where that is possible."""
    with world.at_work() as now:
        actions.open_cycle(person.cycle_id, person.id, now)
        actions.read_note(person.cycle_id, person.id, now)
    for step in STEPS[:until]:
        with world.at_work() as now:
            if step == "T1.quiz":
                answer_all(person, RIGHT, now)
            else:
                actions.complete_step(person.cycle_id, step, actor_id=person.id, now=now)


STEPS = [
    "T1.wheels", "T1.leaflet", "T1.network", "T1.read-map", "T1.sort", "T1.barrier", "T1.panel",
    "T1.quiz", "T1.try",
]  # fmt: skip


def answer_all(person, answers, now):
    attempt_id = attempts.start(
        person.cycle_id, "T1.quiz", actor_id=person.id, now=now, shuffle=list
    )
    for question, answer in answers.items():
        attempts.save(attempt_id, question, answer, number=0, now=now)
        attempts.check(attempt_id, question, actor_id=person.id, now=now)
    return attempt_id


def count(app, what, *where):
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(what).where(*where))


def test_a_new_worker_takes_the_taster_and_leaves_with_a_certificate(app, signed_in, sam):
    page = to_map(signed_in).press(MORE, map_fields(4)).press(READY, map_fields())
    page = write(page, "I have written enough: go on")
    page = page.press("I did this on paper").press("I did this on paper")
    page = do_quiz(page.press("I have heard them: go on"))
    assert page.h1 == "One step to go: your name on the certificate"
    page = page.press("This name is right: go on", name="Sam Ọkáfọ̀")
    page = write(page, "I have written enough: go on")
    assert page.h1 == "You have done it: everything is joined up"
    assert "Sam Ọkáfọ̀" in page.text
    assert count(app, Certificate) == 1
    pdf = page.follow("Download your certificate (PDF)")
    assert pdf.response.data.startswith(b"%PDF-")
    assert "Complete" in signed_in.get("/home").text


def write(page, button):
    """Write something in every box of the step."""
    boxes = [node["name"] for node in page.tree.all("textarea")]
    return page.press(button, dict.fromkeys(boxes, "I will ask about Saturdays."))


def do_quiz(page):
    page = page.press("Start the questions")
    for _ in RIGHT:
        page = answer_right(page)
        page = page.follow("Next question" if "Next question" in page.text else "See how you did")
    assert page.h1 == "That is passed"
    return page.follow("Go on")


TEXTS = {
    "T1.1": ["Tell me about somewhere you used to go"],
    "T1.2": ["False"],
    "T1.4": ["only visits before noon", "last bus leaves at six"],
    "the bench by the canal": "place",
    "singing with the radio": "activity",
    "the neighbour who takes in parcels": "person",
    "allotment digging on Saturdays": "activity",
    "Listen for what matters": "1",
    "Agree one small step": "2",
    "Try it, with company": "3",
    "Look back together": "4",
}


def answer_right(page):
    """Answer as somebody who reads the words on the page."""
    return page.press("Check my answer", answer_right_fields(page))


def answer_right_fields(page):
    """What that person fills in."""
    form, fields = page.form(), {}
    for name in form.values:
        labels = form.choices(name)
        if name == "chosen":
            wanted = [text for id_ in ("T1.1", "T1.2", "T1.4") for text in TEXTS[id_]]
            fields[name] = [v for label, v in labels.items() if any(w in label for w in wanted)]
        elif name.startswith("item"):
            label = page.tree.one("label", **{"for": name}).text
            fields[name] = next(v for key, v in TEXTS.items() if key in label)
    return fields


def test_too_little_is_saved_and_what_is_missing_is_said(app, signed_in):
    page = to_map(signed_in)
    page = page.press(READY, map_fields(3))
    assert "It is saved, but something is missing still" in page.text
    assert "sister" in page.html
    assert count(app, Event, Event.name == "step.completed") == 2
    assert page.title.startswith("Error: ")


def test_i_did_this_on_paper_completes_an_exercise(signed_in):
    to_map(signed_in).press("I did this on paper")
    assert "Done on paper" in signed_in.get("/home").follow("Taster").text


def test_a_stale_page_cannot_overwrite_and_shows_both_texts(app, signed_in, sam):
    page = to_map(signed_in)
    other = signed_in.get(page.path)
    page.press(MORE, map_fields(4)).press(READY, map_fields())
    stale = other.press(READY, {**map_fields(4), "items-0-name": "my aunt"}, status=409)
    assert "This was changed on another page" in stale.text
    assert "sister" in stale.text
    assert "my aunt" in stale.html
    assert first_on_map(app) == "sister"
    stale.press("Save my changes")
    assert first_on_map(app) == "my aunt"


def first_on_map(app):
    with app.app_context():
        return db.session.scalars(select(Answer)).one().value["items"][0]["name"]


def test_saving_in_the_background_counts_numbers_and_refuses_stale_ones(signed_in, sam):
    page = to_map(signed_in)
    form = page.form().fill(map_fields(2))

    def save(status=200, **more):
        data = {**form.fill(more).values, "intent": "save"}
        return signed_in.post(page.path, data, status, headers={"Accept": "application/json"}).json

    assert save()["number"] == 1
    assert save()["number"] == 1, "the same words sent twice are saved once"
    assert save(**{"number": 1, "items-0-name": "uncle"})["number"] == 2
    assert save(409, **{"number": 1, "items-0-name": "aunt"})["number"] == 2


def test_before_check_nothing_in_the_page_tells_the_right_answer(world, signed_in, sam):
    walk(world, sam, until=7)
    pages = []
    for number in range(8):
        page = signed_in.get(f"/learning/{sam.cycle_id}/T1.quiz")
        page = page.press("Try again" if number else "Start the questions")
        attempt = re.search(r"/attempts/(\d+)", page.path)[1]
        pages.append([signed_in.get(f"/attempts/{attempt}/{n}").html for n in range(1, 6)])
        signed_in.get(f"/attempts/{attempt}?left=1").press("Finish now")
    hidden = [
        "It starts from Amina",
        "Both partners put something",
        "Mapping all three",
        "round again",
    ]
    for one in pages:
        assert not [why for why in hidden if any(why in html for html in one)]
    right = "Tell me about somewhere"
    places = {
        re.search(rf'value="(\d)"(?:(?!value=).)*?{right}', one[0], re.DOTALL)[1] for one in pages
    }
    assert len(places) > 1, "the right option's value must not be the same in every attempt"


def test_reload_and_another_device_come_back_to_the_same_questions_in_the_same_order(
    world, signed_in, sam, app
):
    walk(world, sam, until=7)
    page = signed_in.get(f"/learning/{sam.cycle_id}/T1.quiz").press("Start the questions")
    first = signed_in.get(page.path).form().choices("chosen")
    other = type(signed_in)(app).sign_in(sam)
    again = other.get(f"/learning/{sam.cycle_id}/T1.quiz").press("Go on with your questions")
    assert again.path == page.path
    assert list(again.form().choices("chosen").items()) == list(first.items())


def test_a_checked_answer_is_locked(app, world, signed_in, sam):
    walk(world, sam, until=7)
    page = signed_in.get(f"/learning/{sam.cycle_id}/T1.quiz").press("Start the questions")
    choices = page.form().choices("chosen")
    right = next(value for label, value in choices.items() if "Tell me" in label)
    wrong = next(value for value in choices.values() if value != right)
    feedback = page.press("Check my answer", chosen=wrong)
    assert (
        "Connection" in feedback.text
        or "A list can help" in feedback.text
        or "A fair" in feedback.text
    )
    signed_in.post(page.path, {"chosen": right, "number": 1, "intent": "check"})
    with app.app_context():
        assert db.session.scalars(select(AttemptAnswer)).one().mark == 0


def test_checking_without_an_answer_says_so_and_locks_nothing(world, signed_in, sam):
    walk(world, sam, until=7)
    page = signed_in.get(f"/learning/{sam.cycle_id}/T1.quiz").press("Start the questions")
    refused = page.press("Check my answer", status=422)
    assert refused.title.startswith("Error: ")
    assert refused.tree.one("a", href="#chosen-0").text == "Choose an answer."


def test_not_passed_is_told_kindly_and_the_best_try_counts(app, world, signed_in, sam):
    walk(world, sam, until=7)
    with world.at_work() as now:
        answer_all(sam, WRONG, now)
    page = signed_in.get("/home")
    assert "not yet passed" in page.text
    with world.at_work() as now:
        answer_all(sam, RIGHT, now)
        answer_all(sam, WRONG, now)
    assert "5 of 5 right" in signed_in.get(f"/learning/{sam.cycle_id}/T1.quiz").text
    assert "is left" in signed_in.get(f"/learning/{sam.cycle_id}").text


@on_both
def test_completion_is_one_transaction(app, world, sam):
    walk(world, sam)
    with app.app_context():
        names = db.session.scalars(select(Event.name).order_by(Event.id.desc()).limit(4)).all()
        state = db.session.get_one(CourseState, sam.cycle_id)
        certificate = db.session.scalars(select(Certificate)).one()
    assert set(names) == {
        "step.completed", "module.completed", "course.completed", "certificate.issued",
    }  # fmt: skip
    assert state.completed_at == certificate.completed_at == world.now
    assert count(app, Message, Message.topic == "certificate.issued") == 1


def test_finishing_again_changes_nothing(app, world, sam):
    walk(world, sam)
    events = count(app, Event)
    with world.at_work() as now:
        assert actions.complete_step(sam.cycle_id, "T1.try", actor_id=sam.id, now=now)
    assert (count(app, Event), count(app, Certificate)) == (events, 1)


def test_an_exercise_cannot_be_finished_before_the_note(world, sam):
    with world.at_work() as now:
        actions.open_cycle(sam.cycle_id, sam.id, now)
    with pytest.raises(actions.NoteNotRead), world.at_work() as now:
        actions.complete_step(sam.cycle_id, "T1.network", actor_id=sam.id, now=now)


def test_a_quiz_cannot_be_finished_by_its_address(signed_in, world, sam):
    walk(world, sam, until=7)
    path = f"/learning/{sam.cycle_id}/T1.quiz"
    signed_in.get(path)
    assert "when you pass its questions" in signed_in.post(path, {"intent": "done"}, 409).text
    signed_in.get(path)
    signed_in.post(path, {"intent": "paper"}, 409)


def test_somebody_elses_course_is_not_found(client, world, sam):
    walk(world, sam, until=7)
    with world.at_work() as now:
        attempt = attempts.start(sam.cycle_id, "T1.quiz", actor_id=sam.id, now=now, shuffle=list)
    client.sign_in(world.learner(world.agency("Other"), "Deniz"))
    for path in (
        f"/learning/{sam.cycle_id}", f"/learning/{sam.cycle_id}/T1.network",
        f"/learning/{sam.cycle_id}/note", f"/attempts/{attempt}", f"/attempts/{attempt}/1",
    ):  # fmt: skip
        client.get(path, 404)


def test_an_open_course_can_be_started_unasked_and_only_once(app, client, world):
    world.course()
    client.sign_in(world.learner(world.agency()))
    client.get("/courses/taster").press("Start")
    client.post("/courses/taster/start")
    assert count(app, CourseState) == 1


def test_new_content_does_not_touch_a_cycle_that_is_open(app, world, signed_in, sam):
    from dataclasses import replace  # noqa: PLC0415

    from tests.world import taster  # noqa: PLC0415

    walk(world, sam)
    modules = taster().modules
    changed = replace(taster(), modules=(replace(modules[0], title="Rewritten"),))
    assert world.course(changed).is_new
    assert "Complete" in signed_in.get("/home").text


def test_pages_of_learning_make_few_statements(count_statements, world, signed_in, sam):
    walk(world, sam, until=3)
    signed_in.get("/home")
    for path, most in [
        ("/home", 4),
        (f"/learning/{sam.cycle_id}", 4),
        (f"/learning/{sam.cycle_id}/T1.wheels", 4),
        (f"/learning/{sam.cycle_id}/T1.network", 4),
        (f"/learning/{sam.cycle_id}/T1.read-map", 4),
        (f"/learning/{sam.cycle_id}/T1.quiz", 4),
    ]:
        with count_statements() as made:
            signed_in.get(path)
        assert len(made) <= most, f"{path}: {made}"


@on_both
def test_saving_an_answer_makes_few_statements(count_statements, world, sam):
    walk(world, sam, until=2)
    with count_statements() as made, world.at_work() as now:
        actions.save_answer(sam.cycle_id, "T1.network", MAP, number=0, now=now)
    assert len([statement for statement in made if "PRAGMA" not in statement]) <= 6
    assert now + timedelta(0) == world.now


def test_a_course_assigned_by_two_agencies_is_begun_in_each(app, client, world):
    one, two = world.agency("One"), world.agency("Two")
    course_id = world.course().course_id
    person = world.learner(one)
    with world.at_work() as now:
        people.join(person.id, people.Place(two, Role.LEARNER), actor_id=person.id, now=now)
    cycles = []
    for agency in (one, two):
        with world.at_work() as now:
            cycles.append(
                assignments.assign(
                    person_id=person.id,
                    agency_id=agency,
                    course_id=course_id,
                    due_on=None,
                    actor_id=person.id,
                    now=now,
                )
            )
    client.sign_in(world.person(person.id))
    for cycle_id in cycles:
        client.get(f"/learning/{cycle_id}").press("Start")
    assert count(app, CourseState, CourseState.started_at.is_not(None)) == 2


def test_a_completed_course_cannot_be_taken_back(app, world, sam):
    walk(world, sam)
    with app.app_context():
        assignment_id = db.session.get_one(Cycle, sam.cycle_id).assignment_id
    with pytest.raises(assignments.AlreadyComplete), world.at_work() as now:
        assignments.withdraw(assignment_id, sam.id, now)


def test_the_name_is_asked_before_a_quiz_that_completes_the_course(app, world, signed_in, sam):
    walk(world, sam, until=7)
    with world.at_work() as now:
        attempt_id = attempts.start(
            sam.cycle_id, "T1.quiz", actor_id=sam.id, now=now, shuffle=list
        )
        for question, answer in list(RIGHT.items())[:4]:
            attempts.save(attempt_id, question, answer, number=0, now=now)
            attempts.check(attempt_id, question, actor_id=sam.id, now=now)
    page = signed_in.get(f"/attempts/{attempt_id}/5")
    with world.at_work() as now:
        actions.complete_step(sam.cycle_id, "T1.try", actor_id=sam.id, now=now)
    asked = page.press("Check my answer", answer_right_fields(page))
    assert asked.h1 == "One step to go: your name on the certificate"
    assert count(app, Certificate) == 0
    again = asked.press("This name is right: go on", name="Sam Ọkáfọ̀")
    done = again.press("Go on with your questions").press("Check my answer")
    assert "here is your certificate" in done.text
    assert "Sam Ọkáfọ̀" in done.text


def test_a_course_cannot_be_assigned_to_be_finished_in_the_past(app, client, world, sam):
    client.sign_in(world.trainer(sam.current[0].agency_id))
    page = client.get(f"/people/{sam.id}/assignments")
    page = page.press("Assign", due_on="2020-01-01", status=422)
    assert "This day is over" in page.text
