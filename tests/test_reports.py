"""The completion report: true, the same everywhere, and only about the trainer's own people."""

import csv
import io
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert

from cptraining.certificates.actions import Reason, revoke
from cptraining.certificates.queries import latest
from cptraining.courses.queries import outline
from cptraining.database import db
from cptraining.learning import actions, assignments, attempts
from cptraining.learning.models import Assignment, CourseState, Cycle, ModuleState
from cptraining.operations.demonstration import SCRIPT
from cptraining.people import actions as people
from cptraining.people.models import Membership, Person, Role
from cptraining.reports.asked import Asked, Trainer
from cptraining.reports.figures import Figures, finding
from cptraining.reports.lines import Columns, lines
from cptraining.reports.queries import completion
from cptraining.rules.dates import day_in, end_of, is_past
from cptraining.rules.outline import Award, Module, Outline, Step
from cptraining.rules.progress import State
from cptraining.rules.standing import Dates, Status, Tally, lateness, standing
from cptraining.web import clock
from cptraining.web import csv as files
from tests.databases import on_both
from tests.pages import Client
from tests.world import taster

NOBODY = Figures(0, 0, 0, 0, 0, 0, 0, 0)
HEADS = [
    *("Name", "E-mail", "Agency", "Team", "Course", "State", "Late or overdue", "Done", "Of"),
    *("Due", "Completed on", "Tries", "Certificate"),
]


def course(*modules: str, slug: str = "short", title: str = "A short course") -> Outline:
    """A course of modules with two pages to read each."""
    parts = (
        Module(
            module,
            f"Module {module}",
            tuple(Step(f"{module}.{n}", "reading", f"Page {module}.{n}", 3) for n in (1, 2)),
        )
        for module in modules
    )
    return Outline(slug, title, "Two pages a module.", tuple(parts), certificate=Award(title))


class Class:
    """A trainer, their agency, and learners who get as far as a test says."""

    def __init__(self, world, name="Thornwick", zone="Europe/London", trainer=None):
        self.world, self.agency = world, world.agency(name, zone)
        self.trainer = trainer or world.trainer(self.agency, f"Trainer of {name}")

    def learner(self, name, course_id, *, due=None, done=None, team=None):
        """Somebody with this course, `done` steps into it; None = not opened."""
        person = self.world.learner(self.agency, name, team)
        cycle = self.world.assign(person, course_id, due, self.trainer.id)
        if done is not None:
            self.work(person, cycle, done)
        return person

    def work(self, person, cycle_id, done):
        with self.world.at_work() as now:
            actions.open_cycle(cycle_id, person.id, now)
            edition = db.session.get_one(Cycle, cycle_id).edition_id
            for step in list(outline(edition))[:done]:
                actions.complete_step(cycle_id, step.id, actor_id=person.id, now=now)


@pytest.fixture
def at(monkeypatch, world):
    """Pages are asked for at the world's present moment."""
    monkeypatch.setattr(clock, "now", lambda: world.now)


@pytest.fixture
def ours(world, at):
    return Class(world)


@pytest.fixture
def everybody(world, ours):
    """One of each: late, in time, overdue twice, under way, not begun."""
    short = world.course(course("A", "B")).course_id
    north = world.team(ours.agency)
    yesterday = world.now.date() - timedelta(days=1)
    ours.learner("Farida Late", short, due=yesterday, done=4, team=north)
    ours.learner("Leanne Łukasz", short, due=world.now.date(), done=4)
    ours.learner("=Joe", short, due=yesterday)
    ours.learner("Siân Evans", short, due=yesterday, done=1, team=north)
    ours.learner("Marcia Reid", short, due=world.now.date(), done=3)
    ours.learner("Grace Mensah", short)
    return short


@pytest.fixture
def browser(app, ours):
    return Client(app).sign_in(ours.trainer)


def rows_of(page) -> list[dict[str, str]]:
    text = page.response.data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def names(page) -> list[str]:
    table = page.tree.one("table")
    return [node.text for node in table.all("th", scope="row")]


def shown(page) -> dict[str, int]:
    """The summary figures by their words."""
    blocks = page.tree.one("dl", class_="app-figures").all("div")
    words = [block.one("dt").raw.split("of those")[0].strip() for block in blocks]
    return dict(zip(words, (int(b.one("a").raw.split()[0]) for b in blocks), strict=True))


# What is shown follows from what is stored and from dates.


def test_a_standing_says_how_far_and_how_often():
    said = [
        standing(Tally(State.NOT_STARTED)),
        standing(Tally(State.IN_PROGRESS, 3, 9)),
        standing(Tally(State.FAILED, tries=1)),
        standing(Tally(State.FAILED, tries=2)),
        standing(Tally(State.EXEMPT)),
    ]
    assert [str(found.full) for found in said] == [
        *("Not started", "In progress (3 of 9)", "Not passed (1 try)", "Not passed (2 tries)"),
        "Exempt",
    ]
    assert [found.symbol for found in said] == [
        *("not_started", "in_progress", "failed", "failed", "exempt")
    ]


DAY = date(2026, 3, 9)


@pytest.mark.parametrize(
    ("state", "due_on", "completed_on", "expected"),
    [
        (State.IN_PROGRESS, DAY, None, None),
        (State.IN_PROGRESS, DAY - timedelta(1), None, Status.OVERDUE),
        (State.FAILED, DAY - timedelta(1), None, Status.OVERDUE),
        (State.NOT_STARTED, None, None, None),
        (State.EXEMPT, DAY - timedelta(1), None, None),
        (State.COMPLETE, DAY, DAY, None),
        (State.COMPLETE, DAY - timedelta(1), DAY, Status.LATE),
        (State.COMPLETE, None, DAY, None),
    ],
)
def test_lateness_follows_from_dates(state, due_on, completed_on, expected):
    assert lateness(state, Dates(DAY, due_on, completed_on)) is expected


@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
    st.integers(-1, 1),
    st.sampled_from(["Europe/London", "America/Santiago", "Pacific/Kiritimati"]),
)
def test_comparing_days_is_the_same_as_waiting_for_the_end_of_the_day(now, days, zone):
    due = day_in(zone, now) + timedelta(days=days)
    assert is_past(due, zone, now) is (due < day_in(zone, now))


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        (NOBODY, "There is nobody here to complete this course."),
        (replace(NOBODY, assigned=1, exempt=1), "There is nobody here to complete this course."),
        (
            replace(NOBODY, assigned=3, not_started=3, overdue=2),
            "Nobody has completed this course yet, out of 3. 2 people are overdue.",
        ),
        (
            replace(NOBODY, assigned=4, complete=1, not_passed=3, exempt=0, overdue=1),
            "1 of 4 has completed this course. 1 person is overdue.",
        ),
        (
            replace(NOBODY, assigned=4, complete=2, not_passed=1, exempt=1),
            "2 of 3 have completed this course. "
            "Nobody is overdue; 1 person has not passed the questions yet.",
        ),
        (
            replace(NOBODY, assigned=2, complete=2),
            "Everybody has completed this course: 2 of 2. Nobody is overdue.",
        ),
    ],
)
def test_the_finding_says_what_the_figures_come_to(figures, expected):
    assert str(finding(figures)) == expected


# Files.


@given(st.text(st.sampled_from("='+-@\t\r\nŴa ,\"")) | st.text())
def test_disarmed_text_is_no_formula_and_comes_back_exactly(text):
    disarmed = files.disarmed(text)
    assert not disarmed.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert files.armed(disarmed) == text


@given(st.lists(st.lists(st.text() | st.integers() | st.dates() | st.none(), min_size=1)))
def test_a_file_reads_back_as_it_was_written(rows):
    written = "".join(files.lines(rows))
    assert written.startswith("\ufeff")
    read = csv.reader(io.StringIO(written[1:], newline=""), strict=True)
    assert [[files.armed(cell) for cell in row] for row in read] == [
        ["" if cell is None else str(cell) for cell in row] for row in rows
    ]


# The report.


@on_both
def test_the_report_tells_where_everybody_stands(browser, everybody):
    page = browser.get("/report")
    assert page.texts("p", class_="app-lede") == [
        "2 of 6 have completed this course. 2 people are overdue."
    ]
    assert shown(page) == {
        "assigned": 6, "complete": 2, "in progress": 2, "not passed": 0, "not started": 2,
        "overdue": 2, "complete late": 1,
    }  # fmt: skip
    found = {
        row.one("th").text: [cell.text for cell in row.all("td")]
        for row in page.tree.one("tbody").all("tr")
    }
    assert found == {
        "=Joe": ["No team", "Not started", "Not started", "0 of 4", "Overdue. Not started",
                 "1 March 2026", "–"],
        "Farida Late": ["North", "Complete", "Complete", "4 of 4", "Complete late",
                        "1 March 2026", "2 March 2026"],
        "Grace Mensah": ["No team", "Not started", "Not started", "0 of 4", "Not started", "–",
                         "–"],
        "Leanne Łukasz": ["No team", "Complete", "Complete", "4 of 4", "Complete",
                          "2 March 2026", "2 March 2026"],
        "Marcia Reid": ["No team", "Complete", "1 of 2", "3 of 4", "In progress", "2 March 2026",
                        "–"],
        "Siân Evans": ["North", "1 of 2", "Not started", "1 of 4", "Overdue. In progress",
                       "1 March 2026", "–"],
    }  # fmt: skip


@on_both
def test_every_figure_leads_to_its_people_and_agrees_with_the_file(browser, everybody):
    page = browser.get("/report")
    links = page.tree.one("dl", class_="app-figures").all("a")
    for link, count in zip(links, shown(page).values(), strict=True):
        there = browser.get(link["href"])
        assert (len(names(there)) if count else 0) == count
        file = browser.get(link["href"].replace("/report", "/report.csv"))
        assert [row["Name"].lstrip("'") for row in rows_of(file)] == (
            names(there) if count else []
        )
        assert shown(there) == shown(page)


@on_both
def test_sql_and_rules_agree_about_every_row(app, ours, everybody, world):
    with app.app_context():
        asking = Trainer.at(ours.trainer, world.now)
        columns = Columns(completion.outlines(asking, everybody))
        for status in Status:
            asked = Asked(everybody, status=status)
            found = list(lines(asking, asked, columns))
            assert len(found) == completion.figures(asking, asked).of(status)
            assert all(status in {row.standing.status, row.standing.lateness} for row in found)


def test_the_file_has_exact_names_days_and_numbers(browser, everybody):
    file = browser.get("/report.csv")
    assert file.response.data.startswith(b"\xef\xbb\xbfName,E-mail,")
    assert file.response.headers["Content-Disposition"] == "attachment; filename=completion.csv"
    rows = rows_of(file)
    assert list(rows[0]) == [*HEADS, "A", "B"]
    by_name = {row["Name"]: row for row in rows}
    assert "'=Joe" in by_name
    late = by_name["Farida Late"]
    number = late.pop("Certificate")
    assert number.count("-") == 4
    assert late == {
        "Name": "Farida Late", "E-mail": late["E-mail"], "Agency": "Thornwick", "Team": "North",
        "Course": "A short course", "State": "Complete", "Late or overdue": "Complete late",
        "Done": "4", "Of": "4", "Due": "2026-03-01", "Completed on": "2026-03-02", "Tries": "0",
        "A": "Complete", "B": "Complete",
    }  # fmt: skip
    assert by_name["Leanne Łukasz"]["Late or overdue"] == ""


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("name=EVANS", ["Siân Evans"]),
        ("name=%25", []),
        ("name=e&status=overdue&sort=-name", ["Siân Evans", "=Joe"]),
        ("team=1", ["Farida Late", "Siân Evans"]),
        ("due_from=2026-03-02", ["Leanne Łukasz", "Marcia Reid"]),
        ("due_to=2026-03-01&status=complete", ["Farida Late"]),
        ("completed_from=2026-03-02&completed_to=2026-03-02", ["Farida Late", "Leanne Łukasz"]),
        ("completed_to=2026-03-01", []),
        (
            "sort=status",
            ["=Joe", "Siân Evans", "Marcia Reid", "Grace Mensah", "Farida Late", "Leanne Łukasz"],
        ),
    ],
)
@on_both
def test_filters_live_in_the_address(browser, everybody, query, expected):
    page = browser.get(f"/report?{query}")
    if not expected:
        assert "Nobody matches these filters." in page.text
    else:
        assert names(page) == expected
    link = page.tree.one("main").all("a", class_="nhsuk-button")[0]["href"]
    assert [row["Name"].lstrip("'") for row in rows_of(browser.get(link))] == expected


def test_the_form_keeps_what_was_chosen_and_heads_say_how_it_is_sorted(browser, everybody):
    page = browser.get("/report?sort=due").form().fill({"status": "Overdue"}).send()
    assert names(page) == ["=Joe", "Siân Evans"]
    assert [node.text for node in page.tree.all("th", aria_sort="ascending")] == ["Due ▲"]
    page = page.follow("Due")
    assert [node.text for node in page.tree.all("th", aria_sort="descending")] == ["Due ▼"]
    assert page.form().values["status"] == ["overdue"]


@pytest.mark.parametrize(
    "query",
    [
        *("course=x", "course=999999999999999999999", "team=-1", "agency=0", "status=excellent"),
        *("due_from=yesterday", "completed_to=2026-02-30", f"name={'n' * 121}"),
        "due_from=2026-03-02&due_to=2026-03-01",
    ],
)
def test_an_address_that_asks_for_what_is_not_there_says_what_to_do(browser, everybody, query):
    for address in ("/report", "/report.csv"):
        page = browser.get(f"{address}?{query}", 422)
        assert page.title.startswith("Error: ")
        assert not page.tree.all("table")


@pytest.mark.parametrize(
    "query",
    ["page=0", "page=-3", "page=x", "page=99999999999999999999", "sort=;", "name=%00", "x=y"],
)
@on_both
def test_other_odd_values_are_left_aside(browser, everybody, query):
    browser.get(f"/report?{query}")
    browser.get(f"/report.csv?{query}")


def test_before_anybody_has_a_course_the_page_says_what_to_do(browser):
    for address in ("/report", "/report.csv"):
        page = browser.get(address)
        assert "Nobody in your agencies has a course to complete yet." in page.text


def test_the_course_of_most_people_comes_first_and_the_others_by_choice(browser, ours, world):
    short, other = (world.course(course("A", slug=s, title=s)).course_id for s in ("one", "two"))
    ours.learner("Kim", short)
    for name in ("Lee", "Ola"):
        ours.learner(name, other)
    page = browser.get("/report")
    assert names(page) == ["Lee", "Ola"]
    assert names(page.form().fill({"course": "one"}).send()) == ["Kim"]


def test_modules_keep_their_columns_when_a_new_edition_comes(browser, ours, world):
    short = world.course(course("A", "B")).course_id
    ours.learner("Kim", short, done=2)
    world.course(course("C", "A"))
    ours.learner("Lee", short)
    page = browser.get("/report")
    heads = [node.text for node in page.tree.one("thead").all("th")]
    assert heads[2:5] == ["C", "A", "B"]
    rows = [[cell.text for cell in row.all("td")][1:4] for row in page.tree.one("tbody").all("tr")]
    assert rows == [
        ["–not in their edition", "Complete", "Not started"],
        ["Not started", "Not started", "–not in their edition"],
    ]


def test_who_left_and_what_was_taken_back_is_not_counted(browser, ours, everybody, world, app):
    with world.at_work() as now:
        gone = db.session.query(Membership).join(Membership.person)
        gone = gone.filter(Person.name == "Grace Mensah").one()
        people.leave(gone.id, actor_id=ours.trainer.id, now=now)
        back = db.session.query(Assignment).join(Assignment.person)
        back = back.filter(Person.name == "=Joe").one()
        assignments.withdraw(back.id, ours.trainer.id, now)
    assert shown(browser.get("/report"))["assigned"] == 4


@on_both
def test_days_end_where_the_agency_is(app, world, at):
    west = Class(world, "West", "America/Santiago")
    east = Class(world, "East", "Pacific/Auckland", west.trainer)
    with world.at_work() as now:
        place = people.Place(east.agency, Role.TRAINER)
        people.join(west.trainer.id, place, actor_id=west.trainer.id, now=now)
    short = world.course(course("A")).course_id
    due = date(2026, 3, 8)
    world.now = datetime(2026, 3, 8, 23, 30, tzinfo=UTC)  # The 9th in Auckland, the 8th in Chile.
    for school in (west, east):
        school.learner(f"{school.agency} open", short, due=due)
        school.learner(f"{school.agency} done", short, due=due, done=2)
    browser = Client(app).sign_in(world.person(west.trainer.id))
    east_open, east_done = f"{east.agency} open", f"{east.agency} done"
    assert names(browser.get("/report?status=overdue")) == [east_open]
    assert names(browser.get("/report?status=late")) == [east_done]
    assert names(browser.get("/report?completed_from=2026-03-09")) == [east_done]
    world.now = end_of(due, "America/Santiago")
    assert len(names(browser.get("/report?status=overdue"))) == 2
    assert day_in("America/Santiago", world.now - timedelta(seconds=1)) == due
    assert names(browser.get(f"/report?agency={west.agency}&status=overdue")) == [
        f"{west.agency} open"
    ]


# Many people.


def crowd(world, school, course_id: int, ids: range) -> None:
    """People at every stage, written straight into the tables."""
    made = {"created_at": world.now, "is_administrator": False, "is_author": False}
    due = {"due_on_then": None, "completed_at": None}
    tables = {
        Person: [dict(id=n, name=f"Person {n:05}", session_key="-", **made) for n in ids],
        Membership: [
            dict(person_id=n, agency_id=school.agency, role=Role.LEARNER, joined_at=world.now)
            for n in ids
        ],
        Assignment: [
            dict(id=n, person_id=n, agency_id=school.agency, course_id=course_id,
                 made_at=world.now, due_on=DAY + timedelta(n % 30))
            for n in ids
        ],
        Cycle: [dict(id=n, assignment_id=n, number=1, edition_id=1) for n in ids],
        CourseState: [dict(cycle_id=n, state=list(State)[n % 3], done=0, of=4, **due) for n in ids],
        ModuleState: [
            dict(cycle_id=n, module=m, state=State.IN_PROGRESS, done=0, of=2, tries=0)
            for n in ids
            for m in "AB"
        ],
    }  # fmt: skip
    with world.at_work():
        for table, values in tables.items():
            db.session.execute(insert(table), values)


@on_both
def test_a_thousand_people_take_as_many_statements_as_25(browser, ours, world, count_statements):
    short = world.course(course("A", "B")).course_id
    counts = []
    for ids in (range(1000, 1025), range(1025, 2000)):
        crowd(world, ours, short, ids)
        browser.get("/report")
        with count_statements() as made:
            page = browser.get("/report")
        counts.append(len(made))
    assert counts[0] == counts[1] <= 12
    assert shown(page)["assigned"] == 1000
    assert len(names(page)) == 50
    last = browser.get("/report?page=20")
    assert names(last)[-1] == "Person 01999"
    assert len(rows_of(browser.get("/report.csv"))) == 1000


# One person.


@pytest.fixture
def sam(ours, world):
    """Somebody who wrote things, failed the questions once, and passed them."""
    person = ours.learner("Sam Okafor", world.course().course_id)
    cycle = 1
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
        attempt_id = attempts.start(1, "T1.quiz", actor_id=person.id, now=now, shuffle=list)
        for question, answer in answers.items():
            attempts.save(attempt_id, question, answer, number=0, now=now)
            attempts.check(attempt_id, question, actor_id=person.id, now=now)


def finish(world, person):
    attempt(world, person, SCRIPT["right"])
    with world.at_work() as now:
        for step in taster():
            if step.id != "T1.quiz":
                actions.complete_step(1, step.id, actor_id=person.id, now=now)


@on_both
def test_one_person_is_shown_in_full_but_nothing_they_wrote(browser, sam, count_statements):
    page = browser.get("/report").follow("Sam Okafor")
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
    assert "You cannot see Sam Okafor’s network maps or reflective notes." in page.text
    for item in SCRIPT["answers"]["T1.network"]["items"]:
        assert item["name"] not in page.html
    with count_statements() as made:
        browser.get(page.path)
    assert len(made) <= 12


def test_what_happened_is_told_in_words(browser, sam, world):
    world.later(days=1)
    finish(world, sam)
    page = browser.get(f"/report/people/{sam.id}")
    told = [
        item.all("span")[1].text for item in page.tree.one("ol", class_="app-timeline").all("li")
    ]
    assert told[:2] == ["Got the certificate", "Completed the course"]
    assert told[-7:] == [
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
    page = browser.get(page.path)
    assert (
        f"{certificate.number}Taster: Connecting People in 40 minutes3 March 2026, withdrawn"
        in (page.text)
    )


@on_both
def test_another_agencys_trainer_sees_nothing_of_it(app, ours, everybody, sam, world):
    theirs = Class(world, "Elsewhere")
    theirs.learner("Kim Elsewhere", everybody)
    stranger = Client(app).sign_in(theirs.trainer)
    stranger.get(f"/report/people/{sam.id}", 404)
    assert stranger.get(f"/report/people/{sam.id}", 404).html == (
        stranger.get("/report/people/999999", 404).html
    )
    assert names(stranger.get("/report")) == ["Kim Elsewhere"]
    assert [row["Name"] for row in rows_of(stranger.get("/report.csv"))] == ["Kim Elsewhere"]
    for query in (f"agency={ours.agency}", "team=1", "course=2"):
        stranger.get(f"/report?{query}", 422)
        stranger.get(f"/report.csv?{query}", 422)
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
    assert page.texts("li")[-2:] == [
        "2 March 2026Was given “A short course”",
        "2 March 2026Joined the agency",
    ]


def test_a_trainer_is_a_person_too(browser, ours):
    page = browser.get(f"/report/people/{ours.trainer.id}")
    assert "No course is assigned here yet." in page.text
    assert "Assign a course" not in page.text
