"""The completion report: true, the same everywhere, and only about the trainer's own people."""

from datetime import UTC, date, datetime, timedelta

import pytest

from cptraining.database import db
from cptraining.learning import assignments
from cptraining.learning.models import Assignment
from cptraining.people import actions as people
from cptraining.people.models import Membership, Person, Role
from cptraining.reports.asked import Asked, Trainer
from cptraining.reports.lines import Columns, lines
from cptraining.reports.queries import completion
from cptraining.rules.dates import day_in, end_of
from cptraining.rules.standing import Status
from cptraining.web import clock
from tests.databases import on_both
from tests.pages import Client
from tests.school import Class, cells, course, crowd, names, rows_of, shown

HEADS = [
    *("Name", "E-mail", "Agency", "Team", "Course", "State", "Late or overdue", "Done", "Of"),
    *("Due", "Completed on", "Tries", "Certificate"),
]


@pytest.fixture
def ours(world, monkeypatch):
    """Our class; pages are asked for at the world's present moment."""
    monkeypatch.setattr(clock, "now", lambda: world.now)
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
def priya(app, ours):
    return Client(app).sign_in(ours.trainer)


@on_both
def test_the_report_tells_where_everybody_stands(priya, everybody):
    page = priya.get("/report")
    assert page.texts("p", class_="app-lede") == [
        "2 of 6 have completed this course. 2 people are overdue."
    ]
    assert shown(page) == {
        "assigned": 6, "complete": 2, "in progress": 2, "not passed": 0, "not started": 2,
        "overdue": 2, "complete late": 1,
    }  # fmt: skip
    assert cells(page) == {
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
def test_every_figure_leads_to_its_people_and_agrees_with_the_file(priya, everybody):
    page = priya.get("/report")
    links = page.tree.one("dl", class_="app-figures").all("a")
    for link, count in zip(links, shown(page).values(), strict=True):
        there = priya.get(link["href"])
        people_there = names(there) if count else []
        assert len(people_there) == count
        file = priya.get(link["href"].replace("/report", "/report.csv"))
        assert [row["Name"].lstrip("'") for row in rows_of(file)] == people_there
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


def test_the_file_has_exact_names_days_and_numbers(priya, everybody):
    file = priya.get("/report.csv")
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
def test_filters_live_in_the_address(priya, everybody, query, expected):
    page = priya.get(f"/report?{query}")
    if not expected:
        assert "Nobody matches these filters." in page.text
    else:
        assert names(page) == expected
    link = page.tree.one("main").all("a", class_="nhsuk-button")[0]["href"]
    assert [row["Name"].lstrip("'") for row in rows_of(priya.get(link))] == expected


def test_the_form_keeps_what_was_chosen_and_heads_say_how_it_is_sorted(priya, everybody):
    page = priya.get("/report?sort=due").form().fill({"status": "Overdue"}).send()
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
def test_an_address_that_asks_for_what_is_not_there_says_what_to_do(priya, everybody, query):
    for address in ("/report", "/report.csv"):
        page = priya.get(f"{address}?{query}", 422)
        assert page.title.startswith("Error: ")
        assert not page.tree.all("table")


@pytest.mark.parametrize(
    "query",
    ["page=0", "page=-3", "page=x", f"page={10**20}", "sort=;", "x=y"],
)
@on_both
def test_other_odd_values_are_left_aside(priya, everybody, query):
    priya.get(f"/report?{query}")
    priya.get(f"/report.csv?{query}")


def test_before_anybody_has_a_course_the_page_says_what_to_do(priya):
    for address in ("/report", "/report.csv"):
        page = priya.get(address)
        assert "Nobody in your agencies has a course to complete yet." in page.text


def test_the_course_of_most_people_comes_first_and_the_others_by_choice(priya, ours, world):
    short, other = (world.course(course("A", slug=s, title=s)).course_id for s in ("one", "two"))
    ours.learner("Kim", short)
    for name in ("Lee", "Ola"):
        ours.learner(name, other)
    page = priya.get("/report")
    assert names(page) == ["Lee", "Ola"]
    assert names(page.form().fill({"course": "one"}).send()) == ["Kim"]


def test_modules_keep_their_columns_when_a_new_edition_comes(priya, ours, world):
    short = world.course(course("A", "B")).course_id
    ours.learner("Kim", short, done=2)
    world.course(course("C", "A"))
    ours.learner("Lee", short)
    page = priya.get("/report")
    heads = [node.text for node in page.tree.one("thead").all("th")]
    assert heads[2:5] == ["C", "A", "B"]
    rows = [[cell.text for cell in row.all("td")][1:4] for row in page.tree.one("tbody").all("tr")]
    assert rows == [
        ["–not in their edition", "Complete", "Not started"],
        ["Not started", "Not started", "–not in their edition"],
    ]


def test_who_left_and_what_was_taken_back_is_not_counted(priya, ours, everybody, world, app):
    with world.at_work() as now:
        gone = db.session.query(Membership).join(Membership.person)
        gone = gone.filter(Person.name == "Grace Mensah").one()
        people.leave(gone.id, actor_id=ours.trainer.id, now=now)
        back = db.session.query(Assignment).join(Assignment.person)
        back = back.filter(Person.name == "=Joe").one()
        assignments.withdraw(back.id, ours.trainer.id, now)
    assert shown(priya.get("/report"))["assigned"] == 4


@on_both
def test_days_end_where_the_agency_is(app, world, ours):
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
    priya = Client(app).sign_in(world.person(west.trainer.id))
    east_open, east_done = f"{east.agency} open", f"{east.agency} done"
    assert names(priya.get("/report?status=overdue")) == [east_open]
    assert names(priya.get("/report?status=late")) == [east_done]
    assert names(priya.get("/report?completed_from=2026-03-09")) == [east_done]
    world.now = end_of(due, "America/Santiago")
    assert len(names(priya.get("/report?status=overdue"))) == 2
    assert day_in("America/Santiago", world.now - timedelta(seconds=1)) == due
    assert names(priya.get(f"/report?agency={west.agency}&status=overdue")) == [
        f"{west.agency} open"
    ]


@on_both
def test_a_thousand_people_take_as_many_statements_as_25(priya, ours, world, count_statements):
    short = world.course(course("A", "B")).course_id
    counts = []
    for ids in (range(1000, 1025), range(1025, 2000)):
        crowd(world, ours, short, ids)
        priya.get("/report")
        with count_statements() as made:
            page = priya.get("/report")
        counts.append(len(made))
    assert counts[0] == counts[1] <= 12
    assert shown(page)["assigned"] == 1000
    assert len(names(page)) == 50
    last = priya.get("/report?page=20")
    assert names(last)[-1] == "Person 01999"
    assert len(rows_of(priya.get("/report.csv"))) == 1000
