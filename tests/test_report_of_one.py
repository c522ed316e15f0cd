"""One person as their trainer sees them: in full, but for what they wrote."""

import pytest

from cptraining.certificates.actions import Reason, revoke
from cptraining.certificates.queries import latest
from cptraining.learning import actions, assignments, attempts
from cptraining.operations.demonstration import SCRIPT
from cptraining.people import actions as people
from cptraining.people.models import Role
from cptraining.web import clock
from tests.databases import on_both
from tests.pages import Client
from tests.school import Class, course, names, rows_of, told
from tests.world import taster


@pytest.fixture
def ours(world, monkeypatch):
    """Our class; pages are asked for at the world's present moment."""
    monkeypatch.setattr(clock, "now", lambda: world.now)
    return Class(world)


@pytest.fixture
def priya(app, ours):
    return Client(app).sign_in(ours.trainer)


@pytest.fixture
def sam(ours, world):
    """Somebody who wrote things, failed the questions once, and passed them."""
    person = ours.learner("Sam Okafor", world.course().course_id)
    cycle = person.cycle_id
    with world.at_work() as now:
        actions.open_cycle(cycle, person.id, now)
        actions.read_note(cycle, person.id, now)
        written = SCRIPT["answers"]["T1.network"]
        actions.save_answer(cycle, "T1.network", written, number=0, now=now)
        actions.complete_step(cycle, "T1.network", actor_id=person.id, now=now)
        actions.complete_step(cycle, "T1.sort", actor_id=person.id, now=now, on_paper=True)
    attempt(world, person, SCRIPT["wrong"])
    return person


def attempt(world, person, answers):
    with world.at_work() as now:
        attempt_id = attempts.start(
            person.cycle_id, "T1.quiz", actor_id=person.id, now=now, shuffle=list
        )
        for question, answer in answers.items():
            attempts.save(attempt_id, question, answer, number=0, now=now)
            attempts.check(attempt_id, question, actor_id=person.id, now=now)


def finish(world, person):
    attempt(world, person, SCRIPT["right"])
    with world.at_work() as now:
        for step in taster():
            if step.id != "T1.quiz":
                actions.complete_step(person.cycle_id, step.id, actor_id=person.id, now=now)


@on_both
def test_one_person_is_shown_in_full_but_nothing_they_wrote(priya, sam, count_statements):
    page = priya.get("/report").follow("Sam Okafor")
    assert page.h1 == "Sam Okafor"
    steps = {
        row.one("th").text: [cell.text for cell in row.all("td")]
        for row in page.tree.one("tbody").all("tr")
    }
    day = "2 March 2026"
    assert steps["Exercise 1a: map a network"] == ["Complete", "–", "–", day]
    assert steps["Exercise 2a: where does the barrier sit?"] == [
        "Complete, on paper",
        "–",
        "–",
        day,
    ]
    assert steps["Check yourself"] == ["Not passed (1 try)", "2 of 5", "1", "–"]
    assert "You cannot see Sam Okafor’s network maps or reflective notes, unless" in page.text
    for item in SCRIPT["answers"]["T1.network"]["items"]:
        assert item["name"] not in page.html
    with count_statements() as made:
        priya.get(page.path)
    assert len(made) <= 12


def test_what_happened_is_told_in_words(priya, sam, world):
    world.later(days=1)
    finish(world, sam)
    page = priya.get(f"/report/people/{sam.id}")
    assert told(page)[:2] == ["Got the certificate", "Completed the course"]
    assert told(page)[-7:] == [
        "Tried “Check yourself”: 2 of 5, not passed yet",
        "Did “Exercise 2a: where does the barrier sit?” on paper",
        "Finished “Exercise 1a: map a network”",
        "Read the note about keeping people safe",
        "Opened the course",
        "Was given “Taster: Connecting People in 40 minutes”",
        "Joined the agency",
    ]
    with world.at_work() as now:
        certificate = latest(1)
        revoke(certificate.id, Reason(next(iter(Reason))), actor_id=None, now=now)
    page = priya.get(page.path)
    assert (
        f"{certificate.number}Taster: Connecting People in 40 minutes3 March 2026, withdrawn"
        in (page.text)
    )


@on_both
def test_another_agencys_trainer_sees_nothing_of_it(app, ours, sam, world):
    team = world.team(ours.agency)
    theirs = Class(world, "Elsewhere")
    short = world.course(course("A")).course_id
    theirs.learner("Kim Elsewhere", short)
    stranger = Client(app).sign_in(theirs.trainer)
    hidden, unknown = (stranger.get(f"/report/people/{id_}", 404) for id_ in (sam.id, 999_999))
    assert hidden.html == unknown.html
    assert names(stranger.get("/report")) == ["Kim Elsewhere"]
    assert [row["Name"] for row in rows_of(stranger.get("/report.csv"))] == ["Kim Elsewhere"]
    for query in (f"agency={ours.agency}", f"team={team}", f"course={short - 1}"):
        for address in ("/report", "/report.csv"):
            assert "Sam" not in stranger.get(f"{address}?{query}", 422).text
    learner = Client(app).sign_in(sam)
    for address in ("/report", "/report.csv", f"/report/people/{sam.id}"):
        learner.get(address, 404)


def test_a_person_of_two_agencies_is_shown_to_each_only_what_is_theirs(app, sam, world):
    theirs = Class(world, "Elsewhere")
    short = world.course(course("A")).course_id
    with world.at_work() as now:
        place = people.Place(theirs.agency, Role.LEARNER)
        people.join(sam.id, place, actor_id=sam.id, now=now)
        assignments.assign(
            person_id=sam.id, agency_id=theirs.agency, course_id=short, due_on=None,
            actor_id=theirs.trainer.id, now=now,
        )  # fmt: skip
    page = Client(app).sign_in(theirs.trainer).get(f"/report/people/{sam.id}")
    assert page.texts("h2")[0] == "A short course"
    assert "Taster" not in page.text
    assert "Thornwick" not in page.text
    assert told(page) == ["Was given “A short course”", "Joined the agency"]


def test_a_trainer_is_a_person_too(priya, ours):
    page = priya.get(f"/report/people/{ours.trainer.id}")
    assert "No course is assigned here yet." in page.text
    assert "Assign a course" not in page.text
